//! What a proof went through, in one honest line: on the screen, and kept when all of it was asked for.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

use crate::size;

/// Says how far a long proof has come, ten times on its way.
pub(crate) fn come_to(proof: &str, done: usize, all: usize) {
    if size::is_whole() && done.is_multiple_of((all / 10).max(1)) {
        std::io::stderr().write_all(format!("{proof}: {done} of {all}\n").as_bytes()).ok();
    }
}

/// Says what was gone through and what was found.
pub(crate) fn say(proof: &str, figures: &str) {
    let line = format!("PROOF {proof}: {figures}\n");
    std::io::stderr().write_all(line.as_bytes()).ok();
    if size::is_whole() {
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("../target"), PathBuf::from);
        let file = OpenOptions::new().create(true).append(true).open(target.join("proof.txt"));
        file.and_then(|mut file| file.write_all(line.as_bytes())).expect("the figures are kept");
    }
}
