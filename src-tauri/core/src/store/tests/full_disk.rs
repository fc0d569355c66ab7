//! A disk that is full: what is refused says so, nothing that was answered is lost, and with room again the same request
//! goes through. On a real small disk, which only root can make: elsewhere the tests say that they were left out.

use std::fs;
use std::path::Path;
use std::process::Command;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use uuid::Uuid;

use crate::error::ErrorCode;
use crate::ids::RequestId;
use crate::store::{backup, open};
use crate::test_salon::{DESK, MANAGER, TestSalon, at};

const MEGABYTE: usize = 1024 * 1024;
const BALLAST: &str = "ballast";

/// A disk of so many bytes.
struct SmallDisk(tempfile::TempDir, usize);

impl SmallDisk {
    fn of(bytes: usize) -> Option<SmallDisk> {
        let folder = tempfile::tempdir().unwrap();
        let size = format!("size={bytes}");
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", &size, "lantai-full-disk"]).arg(folder.path()).output();
        if mounted.as_ref().is_ok_and(|done| done.status.success()) {
            return Some(SmallDisk(folder, bytes));
        }
        let line = "LEFT OUT: a full disk can only be tried where a small one can be mounted (as root)\n";
        std::io::Write::write_all(&mut std::io::stderr(), line.as_bytes()).unwrap();
        None
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Fills the disk but for so many bytes.
    fn fill_but(&self, free: usize) {
        let ballast = self.path().join(BALLAST);
        fs::remove_file(&ballast).ok();
        let mut bytes = self.1;
        while fs::write(&ballast, vec![1; bytes]).is_err() {
            bytes -= 4096;
        }
        fs::OpenOptions::new().write(true).open(&ballast).unwrap().set_len((bytes - free) as u64).unwrap();
    }

    fn make_room(&self) {
        fs::remove_file(self.path().join(BALLAST)).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        Command::new("umount").arg("--lazy").arg(self.path()).status().ok();
    }
}

fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_write_on_a_full_disk_is_refused_and_goes_through_once_there_is_room() {
    let Some(disk) = SmallDisk::of(8 * MEGABYTE) else { return };
    let salon = TestSalon::within(disk.path());
    disk.fill_but(64 * 1024);
    let note = "过敏：精油。".repeat(150);
    let add = |number: u128| {
        let request = RequestId(Uuid::from_u128(1_000_000 + number));
        salon.call_under(
            request,
            DESK,
            "member.add",
            json!({ "name": format!("客{number}"), "phones": [], "notes": note }),
        )
    };
    let (refused, failure) = (0..2_000).find_map(|number| add(number).err().map(|failure| (number, failure))).unwrap();
    assert_eq!(failure.code, ErrorCode::DiskFull, "{failure:?}");
    assert_eq!(add(refused).unwrap_err().code, ErrorCode::DiskFull, "still full");
    let count = || -> i64 {
        let count = |view: &crate::salon::Reading<'_>| {
            Ok(view.db.query_row("SELECT count(*) FROM member", [], |row| row.get(0))?)
        };
        salon.salon.read(salon.now(), count).unwrap()
    };
    let answered = i64::try_from(refused).unwrap();
    assert_eq!(count(), answered, "everything answered is there, nothing refused");
    disk.make_room();
    add(refused).unwrap();
    add(refused).unwrap();
    assert_eq!(count(), answered + 1);
    salon.verify();
}

#[test]
fn a_backup_on_a_full_disk_leaves_nothing_and_succeeds_once_there_is_room() {
    let Some(disk) = SmallDisk::of(8 * MEGABYTE) else { return };
    let salon = TestSalon::within(disk.path());
    salon.member("张三", "13800138000");
    let backups = disk.path().join("stick");
    fs::create_dir(&backups).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let whole = elsewhere.path().join("a.backup");
    backup::to_file(&salon.salon, &whole).unwrap();
    let needed = usize::try_from(fs::metadata(whole).unwrap().len()).unwrap();
    for free in [4096, needed / 8, needed / 4, needed / 2] {
        disk.fill_but(free);
        let refused = backup::to_file(&salon.salon, &backups.join("a.backup")).unwrap_err();
        assert_eq!(refused.code(), ErrorCode::DiskFull, "{refused:?}");
        assert_eq!(files(&backups), Vec::<String>::new());
    }
    disk.make_room();
    backup::to_file(&salon.salon, &backups.join("a.backup")).unwrap();
    assert_eq!(files(&backups), ["a.backup", "a.backup.id", "a.backup.recovery"]);
    salon.verify();
}

#[test]
fn a_restore_on_a_full_disk_leaves_the_home_as_it_was() {
    let Some(disk) = SmallDisk::of(8 * MEGABYTE) else { return };
    let salon = TestSalon::within(disk.path());
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("a.backup");
    backup::to_file(&salon.salon, &file).unwrap();
    salon.member("张三", "13800138000");
    let before = files(&salon.home.dir);
    disk.fill_but(100 * 1024);
    let refused = backup::restore(&salon.home, &file, None, at(12, 0)).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::DiskFull, "{refused:?}");
    assert_eq!(files(&salon.home.dir), before);
    salon.verify();
    disk.make_room();
    salon.member("李四", "13900139000");
}

/// The log is folded into the store and gives its room back, as it does when the salon is closed.
fn fold_in(salon: &TestSalon) {
    let store = open::reader(&salon.home.store_file(), &salon.home.key().unwrap()).unwrap();
    store.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
}

fn register(round: usize) -> serde_json::Value {
    let mut text = String::from("序号,审批日期,姓名,性别,联系电话,出生日期,会员资格,负责美容师,备注\n");
    for row in 0..40 {
        text.push_str(&format!("{row},2024-08-13,王芳,女,138{round:03}{row:05},1985-04-12,SVIP,王强,只做面部\n"));
    }
    json!({ "fileName": "register.csv", "contentBase64": STANDARD.encode(text) })
}

#[test]
fn two_megabytes_may_run_out_in_the_middle_of_writes_of_an_import_and_of_a_backup() {
    let Some(disk) = SmallDisk::of(2 * MEGABYTE) else { return };
    let salon = TestSalon::within(disk.path());
    let backups = backup::folder_of(&salon.home.store_file());
    let count = |sql: &str| -> i64 {
        salon.salon.read(salon.now(), |view| Ok(view.db.query_row(sql, [], |row| row.get(0))?)).unwrap()
    };
    let request = |number: usize| RequestId(Uuid::from_u128(2_000_000 + number as u128));
    let add = |number: usize| {
        let member = json!({ "name": format!("客{number}"), "phones": [] });
        salon.call_under(request(number), DESK, "member.add", member)
    };
    for (round, free) in [20, 90, 160].into_iter().enumerate() {
        fold_in(&salon);
        disk.fill_but(free * 1024);
        let (first, members) = (round * 10_000, count("SELECT count(*) FROM member"));
        let (refused, failure) =
            (first..first + 9_000).find_map(|number| add(number).err().map(|failure| (number, failure))).unwrap();
        assert_eq!(failure.code, ErrorCode::DiskFull, "{failure:?}");
        let import = || salon.call_under(request(first + 9_999), MANAGER, "import.commit", register(round));
        assert_eq!(import().unwrap_err().code, ErrorCode::DiskFull);
        assert_eq!(backup::generation(&salon.salon, at(12, 0)).unwrap_err().code(), ErrorCode::DiskFull);
        assert_eq!(files(&backups), Vec::<String>::new());
        let answered = i64::try_from(refused - first).unwrap();
        assert_eq!(count("SELECT count(*) FROM member"), members + answered, "everything answered, nothing refused");
        salon.verify();
        disk.make_room();
        assert_eq!(add(refused).unwrap(), add(refused).unwrap());
        import().unwrap();
        assert_eq!(count("SELECT count(*) FROM import"), i64::try_from(round).unwrap() + 1);
        backup::generation(&salon.salon, at(12, 0)).unwrap();
        salon.verify();
        fs::remove_dir_all(&backups).unwrap();
    }
}
