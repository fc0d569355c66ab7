//! Where a store's key is kept: in the keyring of the operating system, or in a file that only its owner may read.
//!
//! The home's key file holds the key itself, or says under which name it lies in the keyring. That name is the key's own
//! fingerprint: two salons on one machine never overwrite each other's, and a copied folder still finds its key. Core knows
//! no keyring; the shell hands one in as three functions. Refuses, as `keyring_closed`, a home whose key is in a keyring that
//! does not answer or stays locked, and as `key_missing` one whose keyring no longer holds it: both leave everything as it is.

use std::fs;
use std::io::Write;
use std::path::Path;

use zeroize::Zeroizing;

use crate::error::{Error, ErrorCode, Result};
use crate::store::key::StoreKey;

/// What stands in a key file before the name under which the keyring holds the key.
const IN_KEYRING: &str = "keyring ";

/// The operating system's keyring. A keyring that does not answer, or stays locked, refuses with `keyring_closed`.
#[derive(Clone, Copy, Debug)]
pub struct Keyring {
    /// Keeps a secret under a name.
    pub put: fn(name: &str, secret: &str) -> Result<()>,
    /// The secret under a name; none if the keyring answers and does not hold it.
    pub get: fn(name: &str) -> Result<Option<String>>,
    /// Lets go of the secret under a name, if it is there.
    pub forget: fn(name: &str) -> Result<()>,
}

/// Where a new key shall be kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keeping {
    /// In a file only its owner may read.
    #[default]
    File,
    /// In the keyring, or not at all.
    Keyring,
    /// In the keyring if one answers, else in a file.
    Either,
}

/// The keys of one machine: its keyring, if there is one, and where a new key shall go.
#[derive(Clone, Copy, Debug, Default)]
pub struct Keys {
    /// The keyring.
    pub keyring: Option<Keyring>,
    /// Where a new key shall be kept.
    pub keeping: Keeping,
}

/// What a home's key file says.
pub enum Kept {
    /// The key is in the file itself.
    Here(StoreKey),
    /// The keyring holds it under this name.
    InKeyring(String),
}

impl Keys {
    /// Keeps a new key and gives what the home's key file shall say. What the keyring took is read back before it counts.
    pub fn keep(&self, key: &StoreKey) -> Result<Kept> {
        let in_keyring = || self.put(key).map(Kept::InKeyring);
        match self.keeping {
            Keeping::File => Ok(Kept::Here(key.clone())),
            Keeping::Keyring => in_keyring(),
            Keeping::Either => in_keyring().or_else(|_| Ok(Kept::Here(key.clone()))),
        }
    }

    /// The key a home's key file speaks of.
    pub fn key(&self, kept: Kept) -> Result<StoreKey> {
        match kept {
            Kept::Here(key) => Ok(key),
            Kept::InKeyring(name) => self.get(&name),
        }
    }

    /// Lets go of a key that no store needs.
    pub fn forget(&self, kept: &Kept) {
        if let (Kept::InKeyring(name), Some(keyring)) = (kept, &self.keyring) {
            (keyring.forget)(name).ok();
        }
    }

    fn put(&self, key: &StoreKey) -> Result<String> {
        let name = key.fingerprint();
        (self.open()?.put)(&name, &key.to_hex())?;
        if self.get(&name)? == *key { Ok(name) } else { Err(Error::refused(ErrorCode::KeyringClosed)) }
    }

    fn get(&self, name: &str) -> Result<StoreKey> {
        let missing = || Error::refused(ErrorCode::KeyMissing).with("keyring", name);
        let secret = (self.open()?.get)(name)?.map(Zeroizing::new).ok_or_else(missing)?;
        StoreKey::from_hex(&secret).map_err(|_| missing())
    }

    fn open(&self) -> Result<Keyring> {
        self.keyring.ok_or_else(|| Error::refused(ErrorCode::KeyringClosed))
    }
}

impl Kept {
    /// Reads a home's key file.
    pub fn read(file: &Path) -> Result<Kept> {
        let text = read_private(file)?;
        match text.strip_prefix(IN_KEYRING) {
            Some(name) => Ok(Kept::InKeyring(name.trim().to_owned())),
            None => StoreKey::from_hex(&text).map(Kept::Here),
        }
    }

    /// Writes it. Never overwrites one.
    pub fn write(&self, file: &Path) -> Result<()> {
        match self {
            Kept::Here(key) => key.write(file),
            Kept::InKeyring(name) => write_private(file, format!("{IN_KEYRING}{name}\n").as_bytes()),
        }
    }

    /// The kind of place, as the settings screen knows it: `file` or `keyring`.
    pub fn place(&self) -> &'static str {
        match self {
            Kept::Here(_) => "file",
            Kept::InKeyring(_) => "keyring",
        }
    }
}

/// What a key file says, wiped from memory when dropped.
pub(crate) fn read_private(file: &Path) -> Result<Zeroizing<String>> {
    match fs::read_to_string(file) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(Error::refused(ErrorCode::KeyMissing)),
        other => Ok(Zeroizing::new(other?)),
    }
}

/// A new file that only its owner may read, on the disk when this returns.
pub(crate) fn write_private(file: &Path, content: &[u8]) -> Result<()> {
    let mut opened = create_private(file)?;
    opened.write_all(content)?;
    opened.sync_all()?;
    Ok(())
}

/// A new, empty file that only its owner may read.
pub(crate) fn create_private(file: &Path) -> Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    Ok(options.open(file)?)
}
