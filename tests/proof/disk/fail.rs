//! A disk that fails on purpose: the n-th call on the watched folder, by itself or from then on until it is mended.

use std::path::Path;

/// What is asked of the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Call {
    Open,
    Create,
    Read,
    Write,
    Sync,
    Truncate(i64),
    Rename,
    Remove,
    Folder,
}

/// What becomes of a call.
pub(super) enum Verdict {
    /// It is carried out.
    Go,
    /// It is not, and the caller is told so.
    Fail(libc::c_int),
    /// It is not, and the caller is told that it was.
    Pretend,
    /// Half of it is.
    Half,
}

/// The ways a disk fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failing {
    /// One call, of whatever kind, meets a broken sector.
    Broken,
    /// From one call on there is no room for anything.
    Full,
    /// One write finds room for half of it, and from then on there is no room.
    Short,
    /// One write is told to have been done and is not: no disk that can be worked with, but the checks must see it.
    Lying,
}

/// A failure that is waiting for its call.
pub(crate) struct Fault {
    failing: Failing,
    calls_left: usize,
    happened: bool,
}

/// Whether a sync of this file is told to have been done and is not.
pub(crate) type Forgets = fn(&Path) -> bool;

impl Fault {
    /// At the n-th call of a kind that can fail in this way, counted from 1.
    pub(crate) fn at(failing: Failing, nth: usize) -> Fault {
        Fault { failing, calls_left: nth, happened: false }
    }

    pub(crate) fn happened(&self) -> bool {
        self.happened
    }

    pub(super) fn judge(&mut self, call: Call) -> Verdict {
        let takes_room = !matches!(call, Call::Open | Call::Read | Call::Remove);
        let counts = match self.failing {
            Failing::Broken => true,
            Failing::Full => takes_room,
            Failing::Short | Failing::Lying => call == Call::Write,
        };
        if self.happened {
            let stays = matches!(self.failing, Failing::Full | Failing::Short) && takes_room;
            return if stays { Verdict::Fail(libc::ENOSPC) } else { Verdict::Go };
        }
        if counts {
            self.calls_left -= 1;
        }
        if self.calls_left > 0 {
            return Verdict::Go;
        }
        self.happened = true;
        match self.failing {
            Failing::Broken => Verdict::Fail(libc::EIO),
            Failing::Full => Verdict::Fail(libc::ENOSPC),
            Failing::Short => Verdict::Half,
            Failing::Lying => Verdict::Pretend,
        }
    }
}
