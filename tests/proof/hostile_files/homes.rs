//! A salon as often as one is wanted, and what it holds, to be compared.

use std::fs;
use std::path::{Path, PathBuf};

use lantai_core::home::Home;
use lantai_core::salon::Salon;
use lantai_core::store::{backup, journal, verify};
use lantai_core::test_salon::{TestSalon, at};

/// A salon to be copied.
pub(super) struct Pattern {
    pub(super) folder: tempfile::TempDir,
    pub(super) salon: TestSalon,
}

impl Pattern {
    pub(super) fn new() -> Pattern {
        let memory = Path::new("/dev/shm");
        let place = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
        let salon = TestSalon::within(&place);
        salon.member("张三", "13800138000");
        let folder = tempfile::tempdir_in(place).unwrap();
        backup::to_file(&salon.salon, &folder.path().join("pattern.backup")).unwrap();
        Pattern { folder, salon }
    }

    pub(super) fn backup(&self) -> PathBuf {
        self.folder.path().join("pattern.backup")
    }

    /// A home in a folder that is emptied first.
    pub(super) fn home(&self, name: &str) -> Home {
        let home = Home::new(self.folder.path().join(name));
        fs::remove_dir_all(&home.dir).ok();
        fs::create_dir_all(&home.dir).unwrap();
        fs::copy(self.backup(), home.store_file()).unwrap();
        fs::copy(self.salon.home.key_file(), home.key_file()).unwrap();
        fs::copy(self.salon.home.recovery_file(), home.recovery_file()).unwrap();
        home
    }
}

/// The journal's head and how many rows each table has.
pub(super) fn holdings(salon: &Salon) -> Vec<(String, i64)> {
    let count = |view: &lantai_core::salon::Reading<'_>| {
        let mut held = vec![("head".to_owned(), journal::head(view.db)?.seq)];
        let mut tables = view.db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?;
        for table in tables.query_map([], |row| row.get::<_, String>(0))? {
            let table = table?;
            let rows = view.db.query_row(&format!("SELECT count(*) FROM \"{table}\""), [], |row| row.get(0))?;
            held.push((table, rows));
        }
        Ok(held)
    };
    salon.read(at(9, 30), count).unwrap()
}

/// The first check that does not hold.
pub(super) fn broken(salon: &Salon) -> Result<(), String> {
    let checks = verify::of_salon(salon, at(9, 30)).map_err(|error| error.to_string())?;
    checks.into_iter().find(|check| !check.ok).map_or(Ok(()), |check| Err(format!("{}: {}", check.name, check.detail)))
}
