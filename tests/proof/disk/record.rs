//! Everything that is done to one folder, in the order in which the kernel was asked for it.
//!
//! A thread watches one folder at a time, and only its own calls are written down: proofs that run side by side do not see
//! each other. What SQLite keeps in shared memory (`-shm`) outlives no cut and is left out, as is the empty file that only
//! tries whether the folder may be written.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::fail::{Call, Fault, Forgets, Verdict};
use super::interpose::Opened;

/// A file as long as it exists, whatever it is called.
pub(crate) type FileNo = usize;

/// One thing done to the disk, or one word said to the caller.
#[derive(Clone, Debug)]
pub(crate) enum Op {
    Write {
        file: FileNo,
        at: usize,
        bytes: Vec<u8>,
    },
    Size {
        file: FileNo,
        length: usize,
    },
    Sync {
        file: FileNo,
    },
    Name {
        folder: PathBuf,
        change: Change,
    },
    SyncFolder {
        folder: PathBuf,
    },
    /// The so manieth step was asked for.
    Asked(usize),
    /// The so manieth step was answered: from here on it must be there.
    Answered(usize),
}

/// What is done to a name. It lasts when its folder is synced; of several, those that came first reach the disk first.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    File { path: PathBuf, file: FileNo },
    Folder { path: PathBuf },
    Rename { from: PathBuf, to: PathBuf },
    Remove { path: PathBuf },
}

/// A folder as it was when the watching began, all of it on the disk.
#[derive(Clone, Debug, Default)]
pub(crate) struct Before {
    pub(crate) folders: Vec<PathBuf>,
    pub(crate) files: Vec<(PathBuf, Vec<u8>)>,
}

/// What was seen.
pub(crate) struct Record {
    pub(crate) before: Before,
    pub(crate) ops: Vec<Op>,
}

struct Watch {
    folder: PathBuf,
    known: HashMap<(u64, u64), FileNo>,
    count: usize,
    record: Record,
    fault: Option<Fault>,
    forgets: Option<Forgets>,
}

thread_local! {
    static WATCH: RefCell<Option<Watch>> = const { RefCell::new(None) };
}

/// Watches a folder from now on. Syncs that are to be forgotten are left out of it and not made.
pub(crate) fn begin(folder: &Path, forgets: Option<Forgets>) {
    let mut known = HashMap::new();
    let before = Before::of(folder, &mut known);
    let count = before.files.len();
    let record = Record { before, ops: Vec::new() };
    let watch = Watch { folder: folder.to_owned(), known, count, record, fault: None, forgets };
    WATCH.with(|held| held.replace(Some(watch)));
}

/// Says what the caller was told or has asked for.
pub(crate) fn say(word: Op) {
    with(|watch| watch.record.ops.push(word));
}

/// Lets the disk fail, or mends it; gives back the failure that was waiting.
pub(crate) fn fail(fault: Option<Fault>) -> Option<Fault> {
    with(|watch| std::mem::replace(&mut watch.fault, fault)).flatten()
}

/// Stops watching.
pub(crate) fn end() -> Option<Record> {
    WATCH.with(|held| held.take()).map(|watch| watch.record)
}

pub(super) fn is_watching() -> bool {
    WATCH.try_with(|held| held.try_borrow().is_ok_and(|watch| watch.is_some())).unwrap_or(false)
}

/// Whatever watches, unless it is at work already.
fn with<T>(work: impl FnOnce(&mut Watch) -> T) -> Option<T> {
    WATCH.try_with(|held| held.try_borrow_mut().ok()?.as_mut().map(work)).ok().flatten()
}

impl Before {
    pub(crate) fn of(folder: &Path, known: &mut HashMap<(u64, u64), FileNo>) -> Before {
        use std::os::unix::fs::MetadataExt;
        let mut before = Before { folders: vec![PathBuf::new()], files: Vec::new() };
        let mut next = 0;
        while let Some(inside) = before.folders.get(next).cloned() {
            next += 1;
            let mut entries: Vec<_> = fs::read_dir(folder.join(&inside)).unwrap().flatten().collect();
            entries.sort_by_key(fs::DirEntry::file_name);
            for entry in entries {
                let (path, found) = (inside.join(entry.file_name()), entry.metadata().unwrap());
                if found.is_dir() {
                    before.folders.push(path);
                } else if !is_left_out(&path) {
                    known.insert((found.dev(), found.ino()), before.files.len());
                    before.files.push((path, fs::read(entry.path()).unwrap()));
                }
            }
        }
        before
    }
}

impl Watch {
    fn inside(&self, path: &Path) -> Option<PathBuf> {
        path.strip_prefix(&self.folder).ok().map(Path::to_owned)
    }

    fn verdict(&mut self, call: Call, path: &Path) -> Verdict {
        if self.inside(path).is_none() {
            return Verdict::Go;
        }
        if call == Call::Sync && self.forgets.is_some_and(|forgets| forgets(path)) {
            return Verdict::Pretend;
        }
        self.fault.as_mut().map_or(Verdict::Go, |fault| fault.judge(call))
    }

    fn file(&self, file: &Opened) -> Option<FileNo> {
        self.inside(&file.path)?;
        if is_left_out(&file.path) { None } else { self.known.get(&file.inode).copied() }
    }

    fn name(&mut self, place: PathBuf, change: Change) {
        let folder = place.parent().map(Path::to_owned).unwrap_or_default();
        self.record.ops.push(Op::Name { folder, change });
    }
}

fn is_left_out(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    name.ends_with("-shm") || name.ends_with("-write-probe")
}

/// Before a call by name: whether it may be carried out.
pub(super) fn on_path(call: Call, path: &Path) -> Verdict {
    with(|watch| watch.verdict(call, path)).unwrap_or(Verdict::Go)
}

/// Before a call on an open file: whether it may be carried out.
pub(super) fn on_other(call: Call, file: &Opened) -> Verdict {
    on_path(call, &file.path)
}

/// After a file was opened: whether it is new, and whether it was emptied.
pub(super) fn on_open(path: &Path, file: Option<Opened>, is_new: bool, is_emptied: bool) {
    with(|watch| {
        let (Some(inside), Some(file)) = (watch.inside(path), file) else { return };
        if is_left_out(path) {
            return;
        }
        if is_new {
            let number = watch.count;
            watch.count += 1;
            watch.known.insert(file.inode, number);
            watch.name(inside.clone(), Change::File { path: inside, file: number });
        } else if is_emptied && let Some(number) = watch.file(&file) {
            watch.record.ops.push(Op::Size { file: number, length: 0 });
        }
    });
}

/// After bytes were written.
pub(super) fn on_write(file: &Opened, at: i64, bytes: &[u8]) {
    with(|watch| {
        if let Some(number) = watch.file(file) {
            let at = usize::try_from(at).unwrap();
            watch.record.ops.push(Op::Write { file: number, at, bytes: bytes.to_vec() });
        }
    });
}

/// After a sync or a truncation.
pub(super) fn on_done(call: Call, file: &Opened) {
    with(|watch| {
        let op = match call {
            Call::Sync if file.is_folder => watch.inside(&file.path).map(|folder| Op::SyncFolder { folder }),
            Call::Sync => watch.file(file).map(|file| Op::Sync { file }),
            Call::Truncate(length) => {
                watch.file(file).map(|file| Op::Size { file, length: usize::try_from(length).unwrap() })
            }
            _ => None,
        };
        watch.record.ops.extend(op);
    });
}

/// After a name was given to what had another; one that comes from outside would come without its content.
pub(super) fn on_rename(from: &Path, to: &Path) {
    with(|watch| {
        let (Some(from), Some(to)) = (watch.inside(from), watch.inside(to)) else { return };
        if !is_left_out(&from) {
            watch.name(to.clone(), Change::Rename { from, to });
        }
    });
}

/// After a name was taken away.
pub(super) fn on_remove(path: &Path) {
    with(|watch| {
        let Some(path) = watch.inside(path) else { return };
        if !is_left_out(&path) {
            watch.name(path.clone(), Change::Remove { path });
        }
    });
}

/// After a folder was made.
pub(super) fn on_folder(path: &Path) {
    with(|watch| {
        if let Some(path) = watch.inside(path) {
            watch.name(path.clone(), Change::Folder { path });
        }
    });
}
