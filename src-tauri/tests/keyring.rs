//! The key in a real keyring: a Secret Service of the test's own (gnome-keyring on a message bus of its own, in a home folder
//! of its own), never the user's. Where gnome-keyring or dbus-daemon is not installed the tests say that they were left out.

#![allow(clippy::unwrap_used, reason = "a test that cannot set its stage must stop")]
#![cfg(target_os = "linux")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

const PASSWORD: &[u8] = b"a password of the test's own";

/// A desktop session: its message bus, and its keyring while that is unlocked.
struct Desktop {
    folder: TempDir,
    bus: Child,
    address: String,
    keyring: Option<Child>,
}

impl Desktop {
    fn begin() -> Option<Desktop> {
        let there =
            |program: &str| Command::new(program).arg("--version").output().is_ok_and(|done| done.status.success());
        if !there("dbus-daemon") || !there("gnome-keyring-daemon") {
            let line =
                "LEFT OUT: the keyring can only be tried where dbus-daemon and gnome-keyring-daemon are installed\n";
            std::io::stderr().write_all(line.as_bytes()).unwrap();
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        // No service files: nothing is started because somebody asks for it, a locked keyring stays locked.
        let config = folder.path().join("bus.conf");
        let listen = format!("unix:path={}", folder.path().join("bus").display());
        fs::write(
            &config,
            format!(
                "<busconfig><type>session</type><listen>{listen}</listen><policy context=\"default\"><allow send_destination=\"*\"/>\
                 <allow own=\"*\"/><allow eavesdrop=\"false\"/></policy></busconfig>"
            ),
        )
        .unwrap();
        let mut bus = Command::new("dbus-daemon")
            .args(["--nofork", "--nopidfile", "--print-address=1", "--config-file"])
            .arg(&config)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut address = String::new();
        BufReader::new(bus.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Some(Desktop { folder, bus, address: address.trim().to_owned(), keyring: None })
    }

    /// The user signs in: the keyring runs and is unlocked.
    fn unlock(&mut self) {
        self.start(&["--unlock"]);
    }

    /// The user signed in without a password: the keyring runs, but locked.
    fn lock(&mut self) {
        self.sign_out();
        self.start(&[]);
    }

    fn start(&mut self, how: &[&str]) {
        let mut daemon = Command::new("gnome-keyring-daemon");
        daemon.args(["--foreground", "--components=secrets"]).args(how);
        let quiet = self.of_session(&mut daemon).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut running = quiet.spawn().unwrap();
        running.stdin.take().unwrap().write_all(PASSWORD).unwrap();
        self.keyring = Some(running);
        let begun = Instant::now();
        while !self.answers() {
            assert!(begun.elapsed() < Duration::from_secs(20), "the keyring never came up");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// The user signs out: no keyring runs.
    fn sign_out(&mut self) {
        if let Some(mut keyring) = self.keyring.take() {
            keyring.kill().unwrap();
            keyring.wait().unwrap();
        }
    }

    fn answers(&self) -> bool {
        let mut ask = Command::new("dbus-send");
        ask.args(["--session", "--print-reply", "--dest=org.freedesktop.secrets", "/org/freedesktop/secrets"]);
        ask.args(["org.freedesktop.Secret.Service.ReadAlias", "string:default"]);
        let said = self.of_session(&mut ask).output().unwrap();
        said.status.success() && !String::from_utf8_lossy(&said.stdout).contains("object path \"/\"")
    }

    fn of_session<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        let home = self.folder.path();
        command.env("DBUS_SESSION_BUS_ADDRESS", &self.address).env("HOME", home).env("XDG_RUNTIME_DIR", home);
        command.env("XDG_DATA_HOME", home).env("XDG_CACHE_HOME", home).env("XDG_CONFIG_HOME", home);
        for name in ["DISPLAY", "WAYLAND_DISPLAY", "LC_ALL", "LC_MESSAGES", "LANTAI_DATA", "LANTAI_KEY_IN"] {
            command.env_remove(name);
        }
        command.env("LANG", "C")
    }

    fn lantai(&self, folder: &Path, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lantai"));
        self.of_session(command.arg("--data").arg(folder).args(args)).output().unwrap()
    }

    fn salon(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        self.sign_out();
        self.bus.kill().ok();
        self.bus.wait().ok();
    }
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn answer(output: &Output) -> Value {
    assert_eq!(code(output), 0, "{}", stderr(output));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn bytes_of(folder: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()).collect();
    files.sort();
    files.retain(|file| file.is_file());
    files.into_iter().map(|file| (file.clone(), fs::read(file).unwrap())).collect()
}

#[test]
fn the_key_lies_in_the_keyring_and_each_salon_finds_its_own() {
    let Some(mut desktop) = Desktop::begin() else { return };
    desktop.unlock();
    let [one, two] = ["one", "two"].map(|name| desktop.salon(name));
    for salon in [&one, &two] {
        let founded = answer(&desktop.lantai(salon, &["demo", "--key-in", "keyring", "--json"]));
        assert_eq!(founded["keyProvider"], "keyring");
    }
    let key_file = fs::read_to_string(one.join("store.key")).unwrap();
    assert!(key_file.starts_with("keyring ") && key_file.len() < 40, "{key_file}");
    assert_ne!(key_file, fs::read_to_string(two.join("store.key")).unwrap());
    for salon in [&one, &two] {
        let status = answer(&desktop.lantai(salon, &["call", "store.status", "--as", "010"]));
        assert_eq!(status["keyProvider"], "keyring");
        assert_eq!(answer(&desktop.lantai(salon, &["verify", "--json"]))["ok"], true);
    }

    let before = bytes_of(&one);
    for close in [Desktop::sign_out, Desktop::lock] {
        close(&mut desktop);
        let refused = desktop.lantai(&one, &["verify"]);
        assert_eq!(code(&refused), 3, "{}", stderr(&refused));
        assert!(stderr(&refused).starts_with("keyring_closed: "), "{}", stderr(&refused));
        assert_eq!(bytes_of(&one), before, "nothing is touched");
    }

    desktop.sign_out();
    desktop.unlock();
    assert_eq!(answer(&desktop.lantai(&one, &["verify", "--json"]))["ok"], true);
}

#[test]
fn a_keyring_that_is_gone_is_replaced_by_the_phrase_and_a_restored_salon_goes_into_the_keyring() {
    let Some(mut desktop) = Desktop::begin() else { return };
    desktop.unlock();
    let salon = desktop.salon("salon");
    let founded = answer(&desktop.lantai(&salon, &["demo", "--key-in", "keyring", "--json"]));
    let phrase = founded["recoveryPhrase"].as_str().unwrap();
    let stick = desktop.salon("stick.backup");
    assert_eq!(code(&desktop.lantai(&salon, &["backup", stick.to_str().unwrap()])), 0);

    let elsewhere = desktop.salon("elsewhere");
    let restored = desktop.lantai(&elsewhere, &["restore", stick.to_str().unwrap(), "--phrase", phrase, "--json"]);
    assert_eq!(answer(&restored)["keyProvider"], "keyring");

    desktop.sign_out();
    let wrong = desktop.lantai(&salon, &["recover", "--phrase", "的一是在不了有和人这中大"]);
    assert!(stderr(&wrong).starts_with("phrase_wrong: "), "{}", stderr(&wrong));
    let recovered = desktop.lantai(&salon, &["recover", "--phrase", phrase, "--json"]);
    assert_eq!(answer(&recovered)["keyProvider"], "file");
    assert_eq!(answer(&desktop.lantai(&salon, &["verify", "--json"]))["ok"], true);
}

#[test]
fn without_any_keyring_the_key_lies_in_a_private_file_and_it_is_said() {
    let Some(desktop) = Desktop::begin() else { return };
    let salon = desktop.salon("salon");
    let founded = answer(&desktop.lantai(&salon, &["demo", "--json"]));
    let stick = desktop.salon("stick.backup");
    assert_eq!(code(&desktop.lantai(&salon, &["backup", stick.to_str().unwrap()])), 0);
    let elsewhere = desktop.salon("elsewhere");
    let phrase = founded["recoveryPhrase"].as_str().unwrap();
    let restored = desktop.lantai(&elsewhere, &["restore", stick.to_str().unwrap(), "--phrase", phrase]);
    let said = String::from_utf8_lossy(&restored.stdout).into_owned();
    assert!(said.contains("Not in a keyring") && said.contains("store.key"), "{said} {}", stderr(&restored));
    let asked = desktop.lantai(&desktop.salon("third"), &["demo", "--key-in", "keyring"]);
    assert_eq!(code(&asked), 3);
    assert!(stderr(&asked).contains("keyring_closed: "), "{}", stderr(&asked));
    assert!(!desktop.salon("third").join("store.db").exists());
}
