//! A salon in a process of its own (`victim`), and a home for it made out of a test salon.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use lantai_core::home::Home;
use lantai_core::store::backup;
use lantai_core::test_salon::{MANAGER, TestSalon, at};
use lantai_lan::{Page, Serving};
use serde_json::json;
use tempfile::TempDir;

/// A running victim; whoever lets go of it kills it.
pub(crate) struct Victim {
    child: Child,
    input: Option<ChildStdin>,
}

impl Drop for Victim {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

impl Victim {
    pub(crate) fn start(words: &[&str]) -> (Victim, BufReader<ChildStdout>) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_victim"))
            .args(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (input, output) = (child.stdin.take(), BufReader::new(child.stdout.take().unwrap()));
        (Victim { child, input }, output)
    }

    /// Kills it. What it had complained of until then, a panic above all, is an error.
    pub(crate) fn kill(mut self) -> Result<(), String> {
        self.child.kill().unwrap();
        self.complaints()
    }

    /// Lets it end well.
    pub(crate) fn dismiss(mut self) -> Result<(), String> {
        self.input.take();
        self.complaints()?;
        let ended = self.child.wait().unwrap();
        if ended.success() { Ok(()) } else { Err(ended.to_string()) }
    }

    /// Bytes of memory it holds right now.
    #[cfg(target_os = "linux")]
    pub(crate) fn memory(&self) -> u64 {
        let statm = std::fs::read_to_string(format!("/proc/{}/statm", self.child.id())).unwrap();
        statm.split(' ').nth(1).unwrap().parse::<u64>().unwrap() * 4096
    }

    fn complaints(&mut self) -> Result<(), String> {
        let mut said = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut said).ok();
        if said.is_empty() { Ok(()) } else { Err(format!("it complained: {said}")) }
    }
}

/// The port a serving victim says.
pub(crate) fn port(output: &mut impl BufRead) -> Option<u16> {
    let mut line = String::new();
    output.read_line(&mut line).ok()?;
    line.trim().strip_prefix("port ")?.parse().ok()
}

/// Pairs a tablet with a salon; the cookie it shows from then on.
pub(crate) fn paired(salon: &TestSalon, name: &str) -> String {
    let code = salon.must(MANAGER, "device.invite", json!(null))["code"].clone();
    let paired = salon.must(MANAGER, "device.pair", json!({ "code": code, "name": name }));
    format!("__Host-lantai-device={}", paired["token"].as_str().unwrap())
}

/// The salon as a closed home of its own, served once, so that the shop has its authority; and that authority's certificate.
pub(crate) fn moved_out(salon: &TestSalon) -> (TempDir, String) {
    let page: Page = std::sync::Arc::new(|_: &str| None);
    let shop = std::sync::Arc::clone(&salon.salon);
    let serving = Serving { salon: shop, page, clock: || at(9, 0), machine: "desk".into(), port: 0 };
    drop(lantai_lan::begin(serving).unwrap());
    let home = tempfile::tempdir().unwrap();
    backup::to_file(&salon.salon, &home.path().join("store.db")).unwrap();
    fs::rename(home.path().join("store.db.recovery"), home.path().join("recovery.json")).unwrap();
    fs::copy(salon.home.key_file(), home.path().join("store.key")).unwrap();
    let sql = "SELECT certificate FROM shop_identity";
    let open = Home::new(home.path()).open().unwrap();
    let authority = open.read(salon.now(), |view| Ok(view.db.query_row(sql, [], |row| row.get(0))?)).unwrap();
    (home, authority)
}

/// A copy of a closed home, its backups left out.
pub(crate) fn copied(home: &std::path::Path) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    for file in fs::read_dir(home).unwrap().flatten().filter(|file| file.path().is_file()) {
        fs::copy(file.path(), copy.path().join(file.file_name())).unwrap();
    }
    copy
}
