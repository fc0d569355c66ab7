//! Builds the window's frame: the permissions of the window's own commands and the page it shows.
//!
//! The page is the built UI (`ui/dist`, made by `npm run build` in `ui/`). A checkout in which it has never been built must
//! still compile, be linted and run its command line, so a page that says how to build it stands in.

use std::fs;
use std::path::Path;

/// Every command the window may call. One not named here, or not permitted in `capabilities/`, does not exist for the page.
const COMMANDS: &[&str] = &[
    "call",
    "house_state",
    "house_found",
    "house_open_demo",
    "house_backups",
    "house_pick_backup",
    "house_restore",
    "house_recover",
    "house_accept_loss",
    "house_open_folder",
    "lan_state",
    "lan_invite",
];

const NOT_BUILT: &str = "<!doctype html><html lang=\"zh-Hans\"><meta charset=\"utf-8\"><title>兰台</title>\
<p>界面尚未构建：请运行 script/run。</p><p>The interface has not been built yet: use script/run.</p></html>\n";

fn main() {
    let dist = Path::new("../ui/dist");
    if !dist.join("index.html").exists() {
        let written = fs::create_dir_all(dist).and_then(|()| fs::write(dist.join("index.html"), NOT_BUILT));
        if let Err(error) = written {
            println!("cargo::error=cannot write the stand-in page into ui/dist: {error}");
        }
    }
    println!("cargo::rerun-if-changed=../ui/dist");
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    if let Err(error) = tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest)) {
        println!("cargo::error={error:#}");
    }
}
