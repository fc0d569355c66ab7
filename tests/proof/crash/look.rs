//! What is looked for after a death: the store opens and holds every rule, what was acknowledged stands as it was answered,
//! nothing stands that nobody asked for, nothing is half done, and no backup has a name it does not deserve.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use lantai_core::clock::Instant;
use lantai_core::commands::{self, Call, Kind, Place, TABLE};
use lantai_core::home::Home;
use lantai_core::ids::RequestId;
use lantai_core::salon::{Salon, Who};
use lantai_core::store::{backup, migrate, open, verify};
use rusqlite::Connection;

use super::record::{Asked, Record};

/// Rows of the journal by request: what, and the digest of the answer.
pub(crate) type Rows = BTreeMap<RequestId, (String, String)>;

/// Acts that no carrier asked for by a request id of its own.
const BY_THEMSELVES: [&str; 2] = ["session.sign_in", "device.seen"];

/// The newest generations are all kept, so many of them.
const ALL_KEPT: usize = 12;

/// Rows of one noun, and the rows of the journal that say how each came to be: equal, or something is half done.
const MADE: [(&str, &str, &str); 3] = [
    (
        "member",
        "SELECT count(*) FROM member",
        "SELECT coalesce(sum(iif(op = 'member.add', 1, json_extract(answer, '$.added'))), 0) FROM journal
         WHERE op IN ('member.add', 'import.commit')",
    ),
    ("booking", "SELECT count(*) FROM booking", "SELECT count(*) FROM journal WHERE op = 'booking.reserve'"),
    ("bill", "SELECT count(*) FROM bill", "SELECT count(*) FROM journal WHERE op = 'till.settle'"),
];

/// Opens a home after a death and looks it over; `before` is what stood in it at its very beginning.
pub(crate) fn look_over(dir: &Path, record: &Record, before: &BTreeSet<RequestId>) -> Result<(Salon, Rows), String> {
    let home = Home::new(dir);
    let salon = home.open().map_err(|error| format!("does not open: {error}"))?;
    let (checks, rows, made) = salon
        .read(Instant::from_ms(0), |view| Ok((verify::everything(view.db)?, rows(view.db)?, half_made(view.db)?)))
        .map_err(|error| format!("cannot be looked over: {error}"))?;
    if let Some(check) = checks.iter().find(|check| !check.ok) {
        return Err(format!("{}: {}", check.name, check.detail));
    }
    if let Some(made) = made {
        return Err(made);
    }
    for (request, (name, digest)) in &record.acknowledged {
        let is_kept = TABLE.iter().any(|command| command.name == name && command.kind() == Kind::Write);
        match rows.get(request) {
            Some((op, stands)) if op == name && stands == digest => {}
            Some((op, _)) => {
                return Err(format!("{request}: {name} was acknowledged, {op} stands with another answer"));
            }
            None if is_kept => return Err(format!("{request}: {name} was acknowledged and is lost")),
            None => {}
        }
    }
    let cut: BTreeSet<RequestId> = record.cut_short.iter().map(|asked| asked.request).collect();
    let unasked = rows.iter().find(|(request, (op, _))| {
        !record.acknowledged.contains_key(request)
            && !cut.contains(request)
            && !before.contains(request)
            && !BY_THEMSELVES.contains(&op.as_str())
    });
    if let Some((request, (op, _))) = unasked {
        return Err(format!("{request}: {op} stands and was never asked for"));
    }
    let backups = record.acknowledged.values().filter(|(name, _)| name == "store.backup").count();
    look_at_backups(&home, backups.min(ALL_KEPT))?;
    Ok((salon, rows))
}

/// Opens a home of an old schema after a death: it comes up to date with its data.
pub(crate) fn look_over_upgraded(dir: &Path) -> Result<(), String> {
    let salon = Home::new(dir).open().map_err(|error| format!("does not open: {error}"))?;
    let (checks, version, guest) = salon
        .read(Instant::from_ms(0), |view| {
            let version: i64 = view.db.pragma_query_value(None, "user_version", |row| row.get(0))?;
            let sql = "SELECT m.name || p.number FROM member m JOIN member_phone p ON p.member_no = m.no";
            let guest: String = view.db.query_row(sql, [], |row| row.get(0))?;
            Ok((verify::everything(view.db)?, version, guest))
        })
        .map_err(|error| format!("cannot be looked over: {error}"))?;
    if let Some(check) = checks.iter().find(|check| !check.ok) {
        return Err(format!("{}: {}", check.name, check.detail));
    }
    let is_whole = version == migrate::CURRENT && guest == "孙丽娟13800006027";
    is_whole.then_some(()).ok_or_else(|| format!("schema {version}, guest {guest}"))
}

/// The requests that stand in a closed home.
pub(crate) fn standing(dir: &Path) -> BTreeSet<RequestId> {
    let salon = Home::new(dir).open().unwrap();
    salon.read(Instant::from_ms(0), |view| rows(view.db)).unwrap().into_keys().collect()
}

/// What was cut short is asked again, twice: it has one effect, however far it had come.
pub(crate) fn ask_again(salon: &Salon, rows: &Rows, asked: &Asked, now: Instant) -> Result<(), String> {
    let call = Call {
        name: asked.name.clone(),
        args: asked.args.clone(),
        request_id: Some(asked.request),
        who: Who::Staff("010".to_owned()),
        device: "again".to_owned(),
        place: Place::Desk,
        now,
    };
    let answers = [commands::dispatch(salon, &call), commands::dispatch(salon, &call)]
        .map(|answer| answer.map(|answer| answer.get().to_owned()).map_err(|failure| failure.code.name()));
    let after = salon.read(now, |view| self::rows(view.db)).map_err(|error| error.to_string())?;
    let stood = rows.contains_key(&asked.request);
    let [first, second] = answers;
    let fits = match (&first, &second, stood) {
        (Ok(first), Ok(second), true) => first == second && after.len() == rows.len(),
        (Ok(first), Ok(second), false) => first == second && after.len() == rows.len() + 1,
        (Err(_), Err(_), false) => after.len() == rows.len(),
        _ => false,
    };
    let grown = after.len() - rows.len();
    fits.then_some(()).ok_or_else(|| {
        format!(
            "{asked:?} asked again (it {}): {first:?}, {second:?}, {grown} more rows",
            if stood { "stood" } else { "did not stand" }
        )
    })
}

fn rows(store: &Connection) -> lantai_core::error::Result<Rows> {
    let mut rows = store.prepare("SELECT request_id, op, lower(hex(answer_digest)) FROM journal")?;
    let read = rows.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    Ok(read.collect::<rusqlite::Result<Rows>>()?)
}

fn half_made(store: &Connection) -> lantai_core::error::Result<Option<String>> {
    for (noun, there, said) in MADE {
        let count = |sql: &str| store.query_row(sql, [], |row| row.get::<_, i64>(0));
        let (there, said) = (count(there)?, count(said)?);
        if there != said {
            return Ok(Some(format!("{there} rows of {noun}, {said} by the journal")));
        }
    }
    Ok(None)
}

/// So many generations at least are there as were acknowledged; each that has its name is whole, and what belongs beside it
/// lies there.
fn look_at_backups(home: &Home, at_least: usize) -> Result<(), String> {
    let folder = home.dir.join("backups");
    let key = home.key().map_err(|error| error.to_string())?;
    let lines = backup::generations(&folder);
    if lines.len() < at_least {
        return Err(format!("{at_least} backups were acknowledged, {} are there", lines.len()));
    }
    for line in lines {
        for ending in [".recovery", ".id"] {
            let beside = folder.join(format!("{}{ending}", line.file));
            if !beside.exists() {
                return Err(format!("{} is not there", beside.display()));
            }
        }
        // In a copy, so that looking leaves nothing behind.
        let copy = tempfile::tempdir().map_err(|error| error.to_string())?;
        let file = copy.path().join("store.db");
        fs::copy(folder.join(&line.file), &file).map_err(|error| error.to_string())?;
        let checks = open::open_checked(&file, &key).and_then(|store| verify::everything(&store));
        let checks = checks.map_err(|error| format!("backup {}: {error}", line.file))?;
        if let Some(check) = checks.iter().find(|check| !check.ok) {
            return Err(format!("backup {}: {}: {}", line.file, check.name, check.detail));
        }
    }
    Ok(())
}
