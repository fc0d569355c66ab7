//! The operating system's keyring: Secret Service on Linux (GNOME, KDE, KeePassXC), Keychain on macOS, Credential Manager on
//! Windows. Core asks for it by three functions and never learns which one it is.
//!
//! Each access opens the keyring anew, so that one which is started or unlocked later is found. Whatever it answers but a
//! secret or "no such entry" reads as `keyring_closed`, and so does silence: a person may have to type the keyring's
//! password, but a program without a screen must not wait for ever.

use std::sync::Arc;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use keyring_core::api::CredentialStore;
use keyring_core::{Entry, Error as KeyringError};
use lantai_core::error::{Error, ErrorCode, Result};
use lantai_core::store::keep::Keyring;
use zeroize::Zeroizing;

/// The keyring of this machine.
pub(crate) const SYSTEM: Keyring = Keyring { put, get, forget };

/// Under which service the entries stand.
const SERVICE: &str = "cn.lantai.desk";

/// As long as a person needs to find and type a password.
const PATIENCE: Duration = Duration::from_secs(90);

fn put(name: &str, secret: &str) -> Result<()> {
    let secret = Zeroizing::new(secret.to_owned());
    ask(name, move |entry| match entry.set_secret(secret.as_bytes()) {
        // One name is one key: where two keyrings hold it already, it is kept.
        Err(KeyringError::Ambiguous(_)) => Ok(()),
        other => other,
    })
}

fn get(name: &str) -> Result<Option<String>> {
    let secret = ask(name, |entry| match entry.get_secret() {
        Err(KeyringError::NoEntry) => Ok(None),
        Err(KeyringError::Ambiguous(entries)) => entries.first().map(Entry::get_secret).transpose(),
        other => other.map(Some),
    })?;
    Ok(secret.map(|bytes| String::from_utf8(bytes).unwrap_or_default()))
}

fn forget(name: &str) -> Result<()> {
    ask(name, |entry| match entry.delete_credential() {
        Err(KeyringError::NoEntry) => Ok(()),
        other => other,
    })
}

/// Asks on a thread of its own and waits no longer than [`PATIENCE`].
fn ask<T: Send + 'static>(
    name: &str,
    question: impl FnOnce(&Entry) -> keyring_core::Result<T> + Send + 'static,
) -> Result<T> {
    let (answer, answered) = mpsc::channel();
    let name = name.to_owned();
    let asking = thread::Builder::new().name("keyring".to_owned());
    asking.spawn(move || answer.send(entry(&name).and_then(|entry| question(&entry))))?;
    match answered.recv_timeout(PATIENCE) {
        Ok(Ok(told)) => Ok(told),
        Ok(Err(refused)) => Err(closed(&refused.to_string())),
        Err(_) => Err(closed("no answer")),
    }
}

fn closed(why: &str) -> Error {
    log::warn!("the keyring cannot be used: {why}");
    Error::refused(ErrorCode::KeyringClosed).with("detail", why)
}

#[cfg(all(unix, not(target_os = "macos")))]
fn entry(name: &str) -> keyring_core::Result<Entry> {
    let store: Arc<CredentialStore> = zbus_secret_service_keyring_store::Store::new()?;
    let label = format!("兰台 Lantai · {name}");
    store.build(SERVICE, name, Some(&std::collections::HashMap::from([("label", label.as_str())])))
}

#[cfg(target_os = "macos")]
fn entry(name: &str) -> keyring_core::Result<Entry> {
    let store: Arc<CredentialStore> = apple_native_keyring_store::keychain::Store::new()?;
    store.build(SERVICE, name, None)
}

#[cfg(target_os = "windows")]
fn entry(name: &str) -> keyring_core::Result<Entry> {
    let store: Arc<CredentialStore> = windows_native_keyring_store::Store::new()?;
    store.build(SERVICE, name, None)
}
