//! The system's calls that change or read a file, with somebody looking on.
//!
//! The test program brings these functions itself, so that everything in it that is linked to the C library comes through
//! here: SQLite's default VFS, which makes nothing but these calls, and Rust's standard library alike. Each call goes on to the
//! kernel as it is, unless the thread that makes it watches a folder ([`super::record`]) and the file lies in it. Copying
//! inside the kernel is refused there, as file systems may, so that every byte passes through `write`.

#![allow(unsafe_code)]

use std::ffi::{CStr, OsStr};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use libc::{c_char, c_int, c_void, mode_t, off_t, size_t, ssize_t};

use super::fail::{Call, Verdict};
use super::record::{is_watching, on_open, on_other, on_path, on_write};

/// An open file as the kernel knows it.
pub(super) struct Opened {
    pub(super) path: PathBuf,
    pub(super) inode: (u64, u64),
    pub(super) is_folder: bool,
}

/// What an open descriptor stands for now; its path follows renames.
pub(super) fn opened(fd: c_int) -> Option<Opened> {
    let link = format!("/proc/self/fd/{fd}\0");
    let mut name = [0_u8; 4096];
    // SAFETY: the link's name ends in NUL, and the kernel writes no more than the room it is told of; `stat` is plain data
    // that the kernel fills in.
    let (length, stat) = unsafe {
        let length = libc::readlink(link.as_ptr().cast(), name.as_mut_ptr().cast(), name.len());
        let mut stat: libc::stat = std::mem::zeroed();
        if libc::fstat(fd, &raw mut stat) != 0 {
            return None;
        }
        (usize::try_from(length).ok()?, stat)
    };
    let path = PathBuf::from(OsStr::from_bytes(name.get(..length)?));
    let is_folder = stat.st_mode & libc::S_IFMT == libc::S_IFDIR;
    Some(Opened { path, inode: (stat.st_dev, stat.st_ino), is_folder })
}

/// Says to the caller, as the kernel would, what went wrong.
fn failed(errno: c_int) -> c_int {
    // SAFETY: the address is this thread's own error number.
    unsafe { *libc::__errno_location() = errno };
    -1
}

/// The path a C string names.
///
/// # Safety
/// `path` must be a C string that lives as long as the answer is used.
unsafe fn named<'a>(path: *const c_char) -> &'a Path {
    // SAFETY: the caller vouches for it.
    Path::new(OsStr::from_bytes(unsafe { CStr::from_ptr(path) }.to_bytes()))
}

fn as_int(answer: libc::c_long) -> c_int {
    c_int::try_from(answer).unwrap_or(-1)
}

fn as_size(answer: libc::c_long) -> ssize_t {
    ssize_t::try_from(answer).unwrap_or(-1)
}

// SAFETY, for every function below: it has the C library's signature and hands its arguments to the kernel unchanged, or does
// not call the kernel at all; whatever the C library asks of its callers is enough. Nothing else in the program has these names.

#[unsafe(no_mangle)]
unsafe extern "C" fn open64(path: *const c_char, flags: c_int, mode: mode_t) -> c_int {
    // SAFETY: as above.
    let real =
        || as_int(unsafe { libc::syscall(libc::SYS_openat, libc::AT_FDCWD, path, flags | libc::O_LARGEFILE, mode) });
    if !is_watching() {
        return real();
    }
    // SAFETY: as above.
    let path = unsafe { named(path) };
    let is_new = flags & libc::O_CREAT != 0 && !path.exists();
    if let Verdict::Fail(errno) = on_path(if is_new { Call::Create } else { Call::Open }, path) {
        return failed(errno);
    }
    let fd = real();
    if fd >= 0 {
        on_open(path, opened(fd), is_new, flags & libc::O_TRUNC != 0);
    }
    fd
}

#[unsafe(no_mangle)]
unsafe extern "C" fn open(path: *const c_char, flags: c_int, mode: mode_t) -> c_int {
    // SAFETY: as above.
    unsafe { open64(path, flags, mode) }
}

/// What both ways of writing have in common: at which place, and how the kernel is asked.
fn written(fd: c_int, length: size_t, from: *const c_void, at: Option<off_t>) -> ssize_t {
    let real = |length: size_t| {
        // SAFETY: as above; `length` is never more than the caller's.
        as_size(unsafe {
            match at {
                Some(at) => libc::syscall(libc::SYS_pwrite64, fd, from, length, at),
                None => libc::syscall(libc::SYS_write, fd, from, length),
            }
        })
    };
    let file = if is_watching() { opened(fd) } else { None };
    let Some(file) = file else { return real(length) };
    let length = match on_other(Call::Write, &file) {
        Verdict::Fail(errno) => return failed(errno) as ssize_t,
        Verdict::Half if length > 1 => length / 2,
        Verdict::Pretend => return length as ssize_t,
        Verdict::Half | Verdict::Go => length,
    };
    let done = real(length);
    if let Ok(taken) = usize::try_from(done)
        && taken > 0
    {
        // SAFETY: the kernel has just read as many bytes from there; asking for the place changes nothing.
        let (bytes, end) =
            unsafe { (std::slice::from_raw_parts(from.cast::<u8>(), taken), libc::lseek(fd, 0, libc::SEEK_CUR)) };
        on_write(&file, at.unwrap_or(end - done as off_t), bytes);
    }
    done
}

#[unsafe(no_mangle)]
unsafe extern "C" fn write(fd: c_int, from: *const c_void, length: size_t) -> ssize_t {
    written(fd, length, from, None)
}

#[unsafe(no_mangle)]
unsafe extern "C" fn pwrite64(fd: c_int, from: *const c_void, length: size_t, at: off_t) -> ssize_t {
    written(fd, length, from, Some(at))
}

#[unsafe(no_mangle)]
unsafe extern "C" fn pwrite(fd: c_int, from: *const c_void, length: size_t, at: off_t) -> ssize_t {
    written(fd, length, from, Some(at))
}

/// Asks whether a call on an open file may go on; what it says to the caller if not.
fn stopped(call: Call, fd: c_int) -> Option<c_int> {
    let file = if is_watching() { opened(fd) } else { None };
    match on_other(call, &file?) {
        Verdict::Fail(errno) => Some(failed(errno)),
        Verdict::Pretend => Some(0),
        Verdict::Go | Verdict::Half => None,
    }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn read(fd: c_int, to: *mut c_void, length: size_t) -> ssize_t {
    if let Some(answer) = stopped(Call::Read, fd) {
        return answer as ssize_t;
    }
    // SAFETY: as above.
    as_size(unsafe { libc::syscall(libc::SYS_read, fd, to, length) })
}

#[unsafe(no_mangle)]
unsafe extern "C" fn pread64(fd: c_int, to: *mut c_void, length: size_t, at: off_t) -> ssize_t {
    if let Some(answer) = stopped(Call::Read, fd) {
        return answer as ssize_t;
    }
    // SAFETY: as above.
    as_size(unsafe { libc::syscall(libc::SYS_pread64, fd, to, length, at) })
}

#[unsafe(no_mangle)]
unsafe extern "C" fn pread(fd: c_int, to: *mut c_void, length: size_t, at: off_t) -> ssize_t {
    // SAFETY: as above.
    unsafe { pread64(fd, to, length, at) }
}

/// Carries out one of the calls that have nothing to give but whether it went well, and has it recorded.
fn carried_out(call: Call, fd: c_int, real: impl FnOnce() -> libc::c_long) -> c_int {
    if let Some(answer) = stopped(call, fd) {
        return answer;
    }
    let answer = as_int(real());
    if answer == 0
        && is_watching()
        && let Some(file) = opened(fd)
    {
        super::record::on_done(call, &file);
    }
    answer
}

#[unsafe(no_mangle)]
unsafe extern "C" fn fsync(fd: c_int) -> c_int {
    // SAFETY: as above.
    carried_out(Call::Sync, fd, || unsafe { libc::syscall(libc::SYS_fsync, fd) })
}

#[unsafe(no_mangle)]
unsafe extern "C" fn fdatasync(fd: c_int) -> c_int {
    // SAFETY: as above.
    carried_out(Call::Sync, fd, || unsafe { libc::syscall(libc::SYS_fdatasync, fd) })
}

#[unsafe(no_mangle)]
unsafe extern "C" fn ftruncate64(fd: c_int, length: off_t) -> c_int {
    // SAFETY: as above.
    carried_out(Call::Truncate(length), fd, || unsafe { libc::syscall(libc::SYS_ftruncate, fd, length) })
}

#[unsafe(no_mangle)]
unsafe extern "C" fn ftruncate(fd: c_int, length: off_t) -> c_int {
    // SAFETY: as above.
    unsafe { ftruncate64(fd, length) }
}

/// Carries out one of the calls that change a name, and has it recorded.
fn renamed(call: Call, path: &Path, real: impl FnOnce() -> libc::c_long) -> c_int {
    if let Verdict::Fail(errno) = on_path(call, path) {
        return failed(errno);
    }
    as_int(real())
}

#[unsafe(no_mangle)]
unsafe extern "C" fn rename(from: *const c_char, to: *const c_char) -> c_int {
    let cwd = libc::AT_FDCWD;
    // SAFETY: as above.
    let (names, real) =
        unsafe { ((named(from), named(to)), || libc::syscall(libc::SYS_renameat2, cwd, from, cwd, to, 0)) };
    let answer = renamed(Call::Rename, names.1, real);
    if answer == 0 {
        super::record::on_rename(names.0, names.1);
    }
    answer
}

#[unsafe(no_mangle)]
unsafe extern "C" fn unlink(path: *const c_char) -> c_int {
    // SAFETY: as above.
    let (name, real) = unsafe { (named(path), || libc::syscall(libc::SYS_unlinkat, libc::AT_FDCWD, path, 0)) };
    let answer = renamed(Call::Remove, name, real);
    if answer == 0 {
        super::record::on_remove(name);
    }
    answer
}

#[unsafe(no_mangle)]
unsafe extern "C" fn mkdir(path: *const c_char, mode: mode_t) -> c_int {
    // SAFETY: as above.
    let (name, real) = unsafe { (named(path), || libc::syscall(libc::SYS_mkdirat, libc::AT_FDCWD, path, mode)) };
    let answer = renamed(Call::Folder, name, real);
    if answer == 0 {
        super::record::on_folder(name);
    }
    answer
}

#[unsafe(no_mangle)]
unsafe extern "C" fn copy_file_range(
    from: c_int,
    from_at: *mut off_t,
    to: c_int,
    to_at: *mut off_t,
    length: size_t,
    flags: libc::c_uint,
) -> ssize_t {
    if is_watching() {
        return failed(libc::EXDEV) as ssize_t;
    }
    // SAFETY: as above.
    as_size(unsafe { libc::syscall(libc::SYS_copy_file_range, from, from_at, to, to_at, length, flags) })
}

#[unsafe(no_mangle)]
unsafe extern "C" fn sendfile64(to: c_int, from: c_int, at: *mut off_t, length: size_t) -> ssize_t {
    if is_watching() {
        return failed(libc::EINVAL) as ssize_t;
    }
    // SAFETY: as above.
    as_size(unsafe { libc::syscall(libc::SYS_sendfile, to, from, at, length) })
}
