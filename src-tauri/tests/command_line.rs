//! The command line as a person or a script meets it: exit codes, words on stderr, JSON on stdout, stores left untouched.

#![allow(clippy::unwrap_used, reason = "a test that cannot set its stage must stop")]

mod founded;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use lantai_core::home::Home;
use serde_json::Value;
use tempfile::TempDir;

/// A founded salon and what its founding gave.
struct Founded {
    folder: TempDir,
    phrase: String,
}

impl Founded {
    fn new() -> Founded {
        let folder = tempfile::tempdir().unwrap();
        let (_, phrase) = founded::found(&Home::new(folder.path()));
        Founded { folder, phrase: phrase.characters().to_owned() }
    }

    fn run(&self, args: &[&str]) -> Output {
        run(self.folder.path(), args)
    }
}

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lantai"));
    command.arg("--data").arg(folder).args(args);
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "LC_ALL", "LC_MESSAGES", "LANTAI_DATA"] {
        command.env_remove(name);
    }
    // The keyring of whoever runs the tests is none of theirs.
    command.env("LANG", "C").env("LANTAI_KEY_IN", "file").output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn stdout(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn an_empty_folder_is_said_to_hold_no_salon() {
    let folder = tempfile::tempdir().unwrap();
    let asked = run(folder.path(), &["call", "house.status"]);
    assert_eq!(code(&asked), 3);
    assert!(stderr(&asked).starts_with("store_missing: "), "{}", stderr(&asked));
    let asked = run(folder.path(), &["verify", "--json"]);
    let failure: Value = serde_json::from_str(&stderr(&asked)).unwrap();
    assert_eq!(failure["code"], "store_missing");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "looking must leave nothing behind");
}

#[test]
fn a_misused_command_line_ends_with_two() {
    let folder = tempfile::tempdir().unwrap();
    for args in [&["call"][..], &["import"], &["fly"], &["call", "house.status", "{not json"]] {
        assert_eq!(code(&run(folder.path(), args)), 2, "{args:?}");
    }
}

#[test]
fn without_a_screen_the_window_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let asked = run(folder.path(), &[]);
    assert_eq!(code(&asked), 4);
    assert!(stderr(&asked).contains("xvfb-run"));
}

#[test]
fn the_help_shows_examples_and_exit_codes() {
    let folder = tempfile::tempdir().unwrap();
    let help = String::from_utf8(run(folder.path(), &["--help"]).stdout).unwrap();
    assert!(help.contains("Exit codes:") && help.contains("lantai call member.search"));
    for task in ["import", "backup", "restore", "recover", "call"] {
        let help = String::from_utf8(run(folder.path(), &[task, "--help"]).stdout).unwrap();
        assert!(help.contains("Example"), "{task}");
    }
}

#[test]
fn the_table_is_listed_with_arguments_results_and_roles() {
    let folder = tempfile::tempdir().unwrap();
    let rows = stdout(&run(folder.path(), &["call", "--list", "--json"]));
    let save = rows.as_array().unwrap().iter().find(|row| row["name"] == "staff.save").unwrap();
    assert_eq!(save["kind"], "write");
    assert_eq!(save["roles"], serde_json::json!(["manager", "supervisor"]));
    assert_eq!(save["args"], "SaveStaff");
}

#[test]
fn a_call_is_made_as_a_person_and_roles_hold() {
    let salon = Founded::new();
    assert_eq!(stdout(&salon.run(&["call", "house.status"]))["salonName"], "静安兰台");
    let clerk = r#"{"number":"001","name":"陈荣","roles":["front_desk"],"active":true}"#;
    assert_eq!(code(&salon.run(&["call", "staff.save", clerk])), 1, "nobody may not");
    let saved = salon.run(&["call", "staff.save", clerk, "--as", "010"]);
    assert_eq!(code(&saved), 0, "{}", stderr(&saved));
    let refused = salon.run(&["call", "setting.list", "--as", "001"]);
    assert_eq!(code(&refused), 1);
    assert!(stderr(&refused).starts_with("not_allowed: "));
    let unknown = salon.run(&["call", "no.such", "--as", "001", "--json"]);
    assert_eq!((code(&unknown), stderr(&unknown).contains("unknown_command")), (2, true));
}

#[test]
fn the_same_request_happens_once() {
    let salon = Founded::new();
    let clerk = r#"{"number":"001","name":"陈荣","roles":["front_desk"],"active":true}"#;
    let request = "01938f5e-7c00-7000-8000-000000000001";
    let call = ["call", "staff.save", clerk, "--as", "010", "--request-id", request];
    let (first, second) = (salon.run(&call), salon.run(&call));
    assert_eq!((code(&first), code(&second)), (0, 0), "{}", stderr(&second));
    assert_eq!(stdout(&first), stdout(&second));
    assert_eq!(stdout(&salon.run(&["call", "staff.list", "--as", "010"])).as_array().unwrap().len(), 2);
}

#[test]
fn a_backup_comes_back_on_another_machine_by_the_phrase() {
    let salon = Founded::new();
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("friday.backup");
    let file = file.to_str().unwrap();
    assert_eq!(code(&salon.run(&["backup", file])), 0);
    assert_eq!(code(&salon.run(&["backup", file])), 1, "a backup is never overwritten");

    let new_home = elsewhere.path().join("salon");
    let without = run(&new_home, &["restore", file]);
    assert_ne!(code(&without), 0);
    let restored = run(&new_home, &["restore", file, "--phrase", &salon.phrase]);
    assert_eq!(code(&restored), 0, "{}", stderr(&restored));
    let verified = stdout(&run(&new_home, &["verify", "--json"]));
    assert_eq!(verified["ok"], true, "{verified}");
    assert_eq!(stdout(&run(&new_home, &["call", "house.status"]))["salonName"], "静安兰台");
}

#[test]
fn nothing_is_restored_under_the_hands_of_another_program() {
    let salon = Founded::new();
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("a.backup");
    assert_eq!(code(&salon.run(&["backup", file.to_str().unwrap()])), 0);
    let window = fs::File::open(salon.folder.path().join("in-use.lock")).unwrap();
    window.lock_shared().unwrap();
    let refused = salon.run(&["restore", file.to_str().unwrap()]);
    assert_eq!(code(&refused), 3);
    assert!(stderr(&refused).starts_with("store_busy: "));
    drop(window);
    assert_eq!(code(&salon.run(&["restore", file.to_str().unwrap()])), 0);
}

#[test]
fn a_damaged_store_is_left_as_it_is() {
    let salon = Founded::new();
    let store = salon.folder.path().join("store.db");
    fs::write(&store, b"this is no store at all, only a text long enough to be looked at").unwrap();
    let asked = salon.run(&["call", "house.status"]);
    assert_eq!(code(&asked), 3);
    assert!(stderr(&asked).starts_with("store_damaged: "), "{}", stderr(&asked));
    assert!(fs::read(&store).unwrap().starts_with(b"this is no store"));
}

#[test]
fn a_demo_where_something_else_lies_says_what_is_there_and_touches_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let garbage = b"this is no store at all, only a text long enough to be looked at";
    fs::write(folder.path().join("store.db"), garbage).unwrap();
    let keyless = run(folder.path(), &["demo"]);
    assert_eq!(code(&keyless), 3);
    assert!(stderr(&keyless).starts_with("key_missing: "), "{}", stderr(&keyless));

    let salon = Founded::new();
    fs::write(salon.folder.path().join("store.db"), garbage).unwrap();
    let damaged = salon.run(&["demo"]);
    assert_eq!(code(&damaged), 3);
    assert!(stderr(&damaged).starts_with("store_damaged: "), "{}", stderr(&damaged));
    assert_eq!(fs::read(salon.folder.path().join("store.db")).unwrap(), garbage);
    fs::remove_file(salon.folder.path().join("store.db")).unwrap();
    let gone = salon.run(&["demo"]);
    assert_eq!(code(&gone), 3);
    assert!(stderr(&gone).starts_with("store_gone: "), "{}", stderr(&gone));
}

#[test]
fn the_demo_shows_its_phrase_once_and_writes_it_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let founded = run(folder.path(), &["demo"]);
    assert_eq!(code(&founded), 0, "{}", stderr(&founded));
    let said = String::from_utf8(founded.stdout).unwrap();
    let phrase: String = said.lines().next().unwrap().chars().filter(|c| ('一'..='鿿').contains(c)).collect();
    assert_eq!(phrase.chars().count(), 12, "{said}");
    assert!(said.contains("store.key"), "where the key lies is said: {said}");
    for entry in fs::read_dir(folder.path()).unwrap().flatten().filter(|entry| entry.path().is_file()) {
        let text = String::from_utf8_lossy(&fs::read(entry.path()).unwrap()).into_owned();
        let joined: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(!joined.contains(&phrase), "{:?}", entry.path());
    }
    let again = run(folder.path(), &["demo"]);
    assert_eq!((code(&again), again.stdout.len()), (0, 0), "a salon is there: nothing is shown again");
    fs::remove_file(folder.path().join("store.key")).unwrap();
    assert!(stderr(&run(folder.path(), &["verify"])).starts_with("key_missing: "));
    let recovered = run(folder.path(), &["recover", "--phrase", &phrase]);
    assert_eq!(code(&recovered), 0, "{}", stderr(&recovered));
    assert_eq!(stdout(&run(folder.path(), &["verify", "--json"]))["ok"], true);
}

#[test]
fn a_store_under_another_key_is_left_as_it_is() {
    let (salon, other) = (Founded::new(), Founded::new());
    let key = salon.folder.path().join("store.key");
    fs::remove_file(&key).unwrap();
    fs::copy(other.folder.path().join("store.key"), &key).unwrap();
    let before = fs::read(salon.folder.path().join("store.db")).unwrap();
    let asked = salon.run(&["verify"]);
    assert_eq!(code(&asked), 3);
    assert!(stderr(&asked).starts_with("store_wrong_key: "), "{}", stderr(&asked));
    assert_eq!(fs::read(salon.folder.path().join("store.db")).unwrap(), before);
}

#[test]
fn a_file_that_cannot_be_imported_is_refused_before_it_is_read() {
    let salon = Founded::new();
    let missing = salon.run(&["import", "/no/such/file.xlsx"]);
    assert_eq!(code(&missing), 2);
    let huge = salon.folder.path().join("huge.xlsx");
    fs::File::create(&huge).unwrap().set_len(200 * 1024 * 1024).unwrap();
    let refused = salon.run(&["import", huge.to_str().unwrap()]);
    assert_eq!(code(&refused), 1);
    assert!(stderr(&refused).starts_with("file_too_large: "));
}

#[test]
fn a_name_no_file_can_have_is_refused_by_its_code_everywhere() {
    let salon = Founded::new();
    let long = "长".repeat(300);
    for args in [
        vec!["backup", long.as_str()],
        vec!["restore", long.as_str(), "--phrase", salon.phrase.as_str()],
        vec!["import", long.as_str()],
    ] {
        let refused = salon.run(&args);
        assert_ne!(code(&refused), 0, "{args:?}");
        let said = stderr(&refused);
        assert!(!said.contains("panicked") && !said.contains("internal"), "{args:?}: {said}");
    }
    let elsewhere = salon.folder.path().join(&long);
    for args in [vec!["verify"], vec!["call", "house.status"], vec!["demo"]] {
        let refused = run(&elsewhere, &args);
        let said = stderr(&refused);
        assert_ne!(code(&refused), 0, "{args:?}");
        assert!(said.contains("folder_unusable") || said.contains("store_missing"), "{args:?}: {said}");
    }
    assert_eq!(code(&salon.run(&["verify"])), 0, "the salon beside it is as it was");
}

#[test]
fn an_import_writes_no_doubtful_row_unseen_and_says_by_its_exit_code_what_was_left_out() {
    let salon = Founded::new();
    let file = salon.folder.path().join("register.csv");
    let path = file.to_str().unwrap();
    fs::write(&file, "姓名,号码,会员资格\n王芳,13800138001,\n李娜,1380013,\n,13800138003,\n").unwrap();
    let members =
        |salon: &Founded| stdout(&salon.run(&["call", "member.list", "{}", "--as", "010"]))["total"].as_u64().unwrap();
    let column = ["--column", "2=phones"];
    let preview = salon.run(&["import", path, "--dry-run", "--json", column[0], column[1]]);
    assert_eq!(code(&preview), 5, "{}", stderr(&preview));
    let plan = stdout(&preview);
    assert_eq!(
        (&plan["counts"]["sure"], &plan["counts"]["doubtful"], &plan["counts"]["refused"]),
        (&1.into(), &1.into(), &1.into())
    );
    assert_eq!(
        (&plan["rows"][2]["fate"], &plan["rows"][2]["doubts"][0]["code"]),
        (&"doubtful".into(), &"phone_odd".into())
    );
    let stopped = salon.run(&["import", path, column[0], column[1]]);
    assert_eq!(code(&stopped), 5);
    assert!(stderr(&stopped).contains("rows_doubtful: 1 "), "{}", stderr(&stopped));
    assert!(String::from_utf8_lossy(&stopped.stdout).contains("phone_odd(phones: 1380013)"));
    assert_eq!(members(&salon), 0, "nothing was written");
    let fixes = salon.folder.path().join("fixes.json");
    fs::write(&fixes, r#"{ "3": { "values": { "phones": "13800138002" } }, "4": { "decision": "skip" } }"#).unwrap();
    let corrected = ["import", path, "--corrections", fixes.to_str().unwrap(), column[0], column[1], "--json"];
    let done = salon.run(&corrected);
    assert_eq!((code(&done), &stdout(&done)["added"]), (0, &2.into()), "{}", stderr(&done));
    fs::write(&file, "姓名,号码\n周磊,13800138004\n,13800138003\n").unwrap();
    let partly = salon.run(&["import", path, "--accept-doubtful", column[0], column[1]]);
    assert_eq!(code(&partly), 6, "the refused row was left out, the other written");
    assert_eq!(members(&salon), 3);
    fs::write(&fixes, r#"{ "row 3": {} }"#).unwrap();
    assert_eq!(code(&salon.run(&corrected)), 2);
    assert_eq!(code(&salon.run(&["import", path, "--column", "phones"])), 2);
    assert_eq!(code(&salon.run(&["import", path, "--sheet", "2026"])), 1);
}
