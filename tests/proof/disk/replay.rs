//! The disk as it could be after a cut.
//!
//! What a file holds is safe up to its last sync; of what was written or cut off since, each part may have reached the disk or
//! not, and a write may be torn between two sectors. A name is safe once its folder is synced; of the changes since, those
//! that came first may have reached the disk. This is stricter than the journalling file systems a salon's computer has.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::record::{Before, Change, FileNo, Op, Record};

/// What a disk writes in one go.
pub(crate) const SECTOR: usize = 512;

/// What a file holds, and a digest of it.
#[derive(Clone, Default)]
pub(crate) struct Content {
    pub(crate) bytes: Arc<Vec<u8>>,
    digest: [u8; 32],
}

/// The names of a disk.
#[derive(Clone, Default)]
struct Names {
    folders: BTreeSet<PathBuf>,
    files: BTreeMap<PathBuf, FileNo>,
}

/// A disk on the way through a record: what is safe on it and what is not yet.
pub(crate) struct Medium<'a> {
    record: &'a Record,
    names: Names,
    safe: BTreeMap<FileNo, Content>,
    pub(crate) unsafe_parts: BTreeMap<FileNo, Vec<usize>>,
    pub(crate) unsafe_names: BTreeMap<PathBuf, Vec<usize>>,
}

/// What of the unsafe has reached the disk: parts of files by their place in the record, with the sectors that did (none
/// given: all of them), and so many changes of each folder.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kept {
    pub(crate) parts: BTreeMap<usize, Option<Vec<bool>>>,
    pub(crate) names: BTreeMap<PathBuf, usize>,
}

/// One disk after a cut.
pub(crate) struct Image {
    folders: BTreeSet<PathBuf>,
    pub(crate) files: BTreeMap<PathBuf, Content>,
}

impl Content {
    pub(crate) fn new(bytes: Vec<u8>) -> Content {
        let digest = Sha256::digest(&bytes).into();
        Content { bytes: Arc::new(bytes), digest }
    }
}

impl Names {
    fn make(&mut self, change: &Change) {
        match change {
            Change::File { path, file } => {
                self.files.insert(path.clone(), *file);
            }
            Change::Folder { path } => {
                self.folders.insert(path.clone());
            }
            Change::Rename { from, to } => {
                if let Some(file) = self.files.remove(from) {
                    self.files.insert(to.clone(), file);
                }
            }
            Change::Remove { path } => {
                self.files.remove(path);
            }
        }
    }
}

impl<'a> Medium<'a> {
    pub(crate) fn new(record: &'a Record) -> Medium<'a> {
        let Before { folders, files } = &record.before;
        let safe = files.iter().enumerate().map(|(file, (_, bytes))| (file, Content::new(bytes.clone()))).collect();
        let names = Names {
            folders: folders.iter().cloned().collect(),
            files: files.iter().enumerate().map(|(file, (path, _))| (path.clone(), file)).collect(),
        };
        Medium { record, names, safe, unsafe_parts: BTreeMap::new(), unsafe_names: BTreeMap::new() }
    }

    /// Goes one step further in the record.
    pub(crate) fn advance(&mut self, at: usize) {
        match &self.record.ops[at] {
            Op::Write { file, .. } | Op::Size { file, .. } => self.unsafe_parts.entry(*file).or_default().push(at),
            Op::Sync { file } => {
                let parts = self.unsafe_parts.remove(file).unwrap_or_default();
                if !parts.is_empty() {
                    let all = parts.into_iter().map(|at| (at, None)).collect();
                    let content = self.content(*file, &Kept { parts: all, names: BTreeMap::new() });
                    self.safe.insert(*file, content);
                }
            }
            Op::Name { folder, .. } => self.unsafe_names.entry(folder.clone()).or_default().push(at),
            Op::SyncFolder { folder } => {
                for at in self.unsafe_names.remove(folder).unwrap_or_default() {
                    if let Op::Name { change, .. } = &self.record.ops[at] {
                        self.names.make(change);
                    }
                }
            }
            Op::Asked(_) | Op::Answered(_) => {}
        }
    }

    /// Whether a cut now can leave but one disk.
    pub(crate) fn is_safe(&self) -> bool {
        self.unsafe_parts.is_empty() && self.unsafe_names.is_empty()
    }

    pub(crate) fn op(&self, at: usize) -> &'a Op {
        &self.record.ops[at]
    }

    /// The disk on which just this was kept.
    pub(crate) fn image(&self, kept: &Kept) -> Image {
        let mut names = self.names.clone();
        let mut changes: Vec<usize> = Vec::new();
        for (folder, first) in &kept.names {
            changes.extend(self.unsafe_names.get(folder).into_iter().flatten().take(*first));
        }
        changes.sort_unstable();
        for at in changes {
            if let Op::Name { change, .. } = &self.record.ops[at] {
                names.make(change);
            }
        }
        let reached = |path: &Path| path.ancestors().skip(1).all(|folder| names.folders.contains(folder));
        let files = names.files.iter().filter(|(path, _)| reached(path));
        let files = files.map(|(path, file)| (path.clone(), self.content(*file, kept))).collect();
        Image { folders: names.folders, files }
    }

    fn content(&self, file: FileNo, kept: &Kept) -> Content {
        let safe = self.safe.get(&file).cloned().unwrap_or_else(|| Content::new(Vec::new()));
        let parts: Vec<_> = kept.parts.iter().filter(|(at, _)| self.is_of(**at, file)).collect();
        if parts.is_empty() {
            return safe;
        }
        let mut bytes = safe.bytes.as_ref().clone();
        for (at, sectors) in parts {
            match &self.record.ops[*at] {
                Op::Write { at, bytes: written, .. } => lay(&mut bytes, *at, written, sectors.as_deref()),
                Op::Size { length, .. } => bytes.resize(*length, 0),
                _ => {}
            }
        }
        Content::new(bytes)
    }

    fn is_of(&self, at: usize, of: FileNo) -> bool {
        matches!(&self.record.ops[at], Op::Write { file, .. } | Op::Size { file, .. } if *file == of)
    }
}

/// The sectors a write touches.
pub(crate) fn sectors(at: usize, length: usize) -> usize {
    if length == 0 { 0 } else { (at + length - 1) / SECTOR - at / SECTOR + 1 }
}

/// Lays a write into a file, or those of its sectors that reached the disk. What was never written reads as zeros.
fn lay(bytes: &mut Vec<u8>, at: usize, written: &[u8], kept: Option<&[bool]>) {
    for sector in 0..sectors(at, written.len()) {
        if kept.is_some_and(|kept| !kept[sector]) {
            continue;
        }
        let begin = (at / SECTOR + sector) * SECTOR;
        let (from, to) = (begin.max(at), (begin + SECTOR).min(at + written.len()));
        if bytes.len() < to {
            bytes.resize(to, 0);
        }
        bytes[from..to].copy_from_slice(&written[from - at..to - at]);
    }
}

impl Image {
    /// What tells it from every other image.
    pub(crate) fn digest(&self) -> [u8; 32] {
        let mut digest = Sha256::new();
        for folder in &self.folders {
            digest.update(folder.as_os_str().as_bytes());
            digest.update([0]);
        }
        for (path, content) in &self.files {
            digest.update(path.as_os_str().as_bytes());
            digest.update([0]);
            digest.update(content.digest);
        }
        digest.finalize().into()
    }

    /// Lays it out in a folder; whatever was there goes.
    pub(crate) fn lay_out(&self, folder: &Path) {
        fs::remove_dir_all(folder).ok();
        for inside in &self.folders {
            fs::create_dir_all(folder.join(inside)).unwrap();
        }
        for (path, content) in &self.files {
            fs::write(folder.join(path), content.bytes.as_slice()).unwrap();
        }
    }
}
