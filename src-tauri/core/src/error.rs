//! Errors: rich inside, few and coded outside.
//!
//! A code exists only where somebody acts on it. Rust never sends sentences: a carrier passes `{code, params}` on and the
//! screen (or the command line) says it in the user's language. [`Error::failure`] is the one place of that mapping.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What can be told to a user, one code per thing he can do about it. The names say it; the sentences are the screen's.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    // who is asking
    SignedOut,
    WrongPin,
    LockedOut,
    NoPinSet,
    NotAllowed,
    PinTooSimple,
    // from which device
    DeviceUnknown,
    DeviceNameTaken,
    InvitationOver,
    TooManyDevices,
    TooManyRequests,
    OnlyAtTheDesk,
    NetworkOff,
    // how it was asked
    UnknownCommand,
    BadArguments,
    RequestIdMissing,
    RequestIdReused,
    FieldMissing,
    TextTooLong,
    TextNotAllowed,
    BadPhone,
    BadDate,
    BadAmount,
    BadNumber,
    TooMany,
    // things that are not there, or there already
    NoSuchMember,
    NoSuchStaff,
    NoSuchRoom,
    NoSuchItem,
    NoSuchBooking,
    NoSuchPiece,
    NoSuchSet,
    NoSuchCall,
    NoSuchBill,
    NoSuchSetting,
    HoursDoNotFit,
    GradesDoNotFit,
    BadPrinter,
    NumberTaken,
    SamePersonExists,
    SlotTaken,
    PhoneHeld,
    RoomAwaited,
    StaffAwaited,
    ItemUsed,
    // booking
    SlotRefused,
    ConsentMissing,
    ConsultantRequired,
    NotABeautician,
    WrongStep,
    StillInTreatment,
    ReasonMissing,
    BookingChanged,
    // linen
    LinenShort,
    LinenWrongPlace,
    NoQualification,
    SetExists,
    SetRetired,
    TraysOut,
    GuestNotHere,
    GuestStillHere,
    // till
    PaymentsDoNotAddUp,
    PriceMoved,
    AlreadySettled,
    NothingToSettle,
    ServiceNotBilled,
    NoPrinter,
    PrinterUnreachable,
    // import
    FileTooLarge,
    FileProtected,
    NotASpreadsheet,
    SheetEmpty,
    NoSuchSheet,
    HeaderNotFound,
    ColumnsMissing,
    FileChanged,
    Cancelled,
    UnknownKind,
    // the store and the machine
    ClockWentBack,
    StoreBusy,
    StoreDamaged,
    StoreCutShort,
    StoreNewer,
    StoreWrongKey,
    StoreMissing,
    StoreGone,
    StoreReadOnly,
    StoreExists,
    KeyMissing,
    KeyringClosed,
    PhraseWrong,
    DiskFull,
    BackupFailed,
    BackupUnusable,
    FolderUnusable,
    Internal,
}

impl ErrorCode {
    /// The code as it travels: `snake_case`.
    pub fn name(self) -> String {
        match serde_json::to_value(self) {
            Ok(Value::String(name)) => name,
            _ => String::from("internal"),
        }
    }
}

/// What leaves core when something is refused or fails.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Failure {
    /// What it is.
    pub code: ErrorCode,
    /// The figures and names the sentence needs.
    #[ts(type = "Record<string, unknown>")]
    pub params: BTreeMap<String, Value>,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        error.failure()
    }
}

/// Everything that can go wrong inside core.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A rule said no.
    #[error("refused: {} {:?}", .0.code.name(), .0.params)]
    Refused(Failure),
    /// The store's engine.
    #[error("store: {0}")]
    Store(#[from] rusqlite::Error),
    /// Bringing the store to this version's schema.
    #[error("migration: {0}")]
    Migration(#[from] rusqlite_migration::Error),
    /// A file or folder.
    #[error("file: {0}")]
    File(#[from] std::io::Error),
    /// A value that does not have the form it must have.
    #[error("form: {0}")]
    Form(#[from] serde_json::Error),
    /// The keyed primitives.
    #[error("cipher: {0}")]
    Cipher(&'static str),
    /// The store contradicts itself; a row that must be there is not.
    #[error("broken invariant: {0}")]
    Broken(&'static str),
}

/// What every rule and row function of core returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl From<rusqlite::types::FromSqlError> for Error {
    fn from(error: rusqlite::types::FromSqlError) -> Error {
        Error::Store(error.into())
    }
}

impl Error {
    /// A refusal without figures yet; add them by [`Error::with`].
    pub fn refused(code: ErrorCode) -> Error {
        Error::Refused(Failure { code, params: BTreeMap::new() })
    }

    /// Adds one figure or name to a refusal.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Serialize) -> Error {
        if let Error::Refused(failure) = &mut self {
            let value = serde_json::to_value(value).unwrap_or(Value::Null);
            failure.params.insert(name.to_owned(), value);
        }
        self
    }

    /// The code of a refusal, if a rule said no.
    pub fn code(&self) -> ErrorCode {
        self.failure().code
    }

    /// Whether the connection that met with it must not be used again: after a page that could not be read, the cipher refuses
    /// every later one, though the disk be mended.
    pub(crate) fn spoils_connection(&self) -> bool {
        use rusqlite::ffi;
        let Error::Store(error) = self else { return false };
        let primary = error.sqlite_error().map(|sqlite| sqlite.extended_code & 0xff);
        matches!(primary, Some(ffi::SQLITE_IOERR | ffi::SQLITE_CORRUPT | ffi::SQLITE_NOTADB | ffi::SQLITE_NOMEM))
            && store_code(error) != ErrorCode::DiskFull
    }

    /// The public face of the error.
    pub fn failure(&self) -> Failure {
        let (code, detail) = match self {
            Error::Refused(failure) => return failure.clone(),
            Error::Store(error) => (store_code(error), error.to_string()),
            Error::Migration(error) => (migration_code(error), error.to_string()),
            Error::File(error) => (file_code(error), error.kind().to_string()),
            Error::Form(_) => (ErrorCode::BadArguments, String::new()),
            Error::Cipher(detail) | Error::Broken(detail) => (ErrorCode::Internal, (*detail).to_owned()),
        };
        let params = BTreeMap::from([("detail".to_owned(), Value::String(detail))]);
        Failure { code, params }
    }
}

fn store_code(error: &rusqlite::Error) -> ErrorCode {
    use rusqlite::ffi;
    if matches!(error, rusqlite::Error::NulError(_) | rusqlite::Error::InvalidPath(_)) {
        return ErrorCode::FolderUnusable;
    }
    let Some(sqlite) = error.sqlite_error() else { return ErrorCode::Internal };
    match sqlite.extended_code {
        ffi::SQLITE_IOERR_WRITE
        | ffi::SQLITE_IOERR_FSYNC
        | ffi::SQLITE_IOERR_SHMSIZE
        | ffi::SQLITE_IOERR_SHMOPEN
        | ffi::SQLITE_IOERR_SHMMAP
        | ffi::SQLITE_IOERR_TRUNCATE => return ErrorCode::DiskFull,
        // The folder rather than the file: nothing in the store is damaged by it.
        ffi::SQLITE_IOERR_DIR_FSYNC | ffi::SQLITE_IOERR_DELETE => return ErrorCode::StoreReadOnly,
        _ => {}
    }
    if is_broken_seal(error) {
        return ErrorCode::StoreDamaged;
    }
    match sqlite.extended_code & 0xff {
        ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED => ErrorCode::StoreBusy,
        ffi::SQLITE_FULL => ErrorCode::DiskFull,
        ffi::SQLITE_READONLY | ffi::SQLITE_PERM => ErrorCode::StoreReadOnly,
        ffi::SQLITE_CANTOPEN => ErrorCode::FolderUnusable,
        ffi::SQLITE_CORRUPT | ffi::SQLITE_NOTADB | ffi::SQLITE_IOERR => ErrorCode::StoreDamaged,
        _ => ErrorCode::Internal,
    }
}

/// A full disk or another writer is told as such; a step that does not fit the store it meets says that the store is damaged.
fn migration_code(error: &rusqlite_migration::Error) -> ErrorCode {
    let rusqlite_migration::Error::RusqliteError { err, .. } = error else { return ErrorCode::StoreDamaged };
    match store_code(err) {
        ErrorCode::Internal => ErrorCode::StoreDamaged,
        code => code,
    }
}

/// SQLCipher meets a page whose seal is broken with an error that has no words of its own, and answers every further page of
/// that connection as if there were no memory for it.
fn is_broken_seal(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi;
    let rusqlite::Error::SqliteFailure(sqlite, said) = error else { return false };
    let is_wordless = said.as_deref().is_none_or(|said| said == "SQL logic error");
    sqlite.extended_code == ffi::SQLITE_NOMEM || (sqlite.extended_code == ffi::SQLITE_ERROR && is_wordless)
}

fn file_code(error: &std::io::Error) -> ErrorCode {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => ErrorCode::DiskFull,
        ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => ErrorCode::StoreReadOnly,
        // A name that is too long, or that no file can have (a NUL in it).
        ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidFilename | ErrorKind::InvalidInput => {
            ErrorCode::FolderUnusable
        }
        // Whatever else the system refuses, a broken sector above all: the disk is to be looked at.
        _ if error.raw_os_error().is_some() => ErrorCode::StoreReadOnly,
        _ => ErrorCode::Internal,
    }
}
