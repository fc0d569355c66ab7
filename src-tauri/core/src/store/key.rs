//! The store's key: 32 random bytes, raw (deriving it from a passphrase would cost 150 ms at each open).
//!
//! Where it is kept, [`super::keep`] says. So that a lost computer does not mean a lost salon, it is also wrapped by a
//! recovery phrase of twelve Chinese characters (BIP-39 words, 128 random bits, Argon2id, XChaCha20-Poly1305); the wrapped
//! key travels beside every backup. Refuses a key file of another length, and a phrase that does not open the wrapping.

use std::num::NonZero;
use std::path::Path;

use argon2::Argon2;
use bip39::{Language, Mnemonic};
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use ring::pbkdf2;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::error::{Error, ErrorCode, Result};
use crate::store::keep;

/// The raw key of one store. Wiped from memory when dropped.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct StoreKey([u8; 32]);

impl std::fmt::Debug for StoreKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("StoreKey(…)")
    }
}

impl StoreKey {
    /// A fresh random key.
    pub fn random() -> Result<StoreKey> {
        let mut bytes = [0u8; 32];
        fill_random(&mut bytes)?;
        Ok(StoreKey(bytes))
    }

    /// Reads a key file.
    pub fn read(file: &Path) -> Result<StoreKey> {
        StoreKey::from_hex(&keep::read_private(file)?)
    }

    /// Writes a key file that only its owner may read. Never overwrites one.
    pub fn write(&self, file: &Path) -> Result<()> {
        keep::write_private(file, self.to_hex().as_bytes())
    }

    /// The key as it is written down: 64 hexadecimal digits.
    pub(crate) fn to_hex(&self) -> Zeroizing<String> {
        Zeroizing::new(hex::encode(self.0))
    }

    /// Reads what [`StoreKey::to_hex`] wrote; anything else is no key.
    pub(crate) fn from_hex(text: &str) -> Result<StoreKey> {
        let mut bytes = Zeroizing::new([0u8; 32]);
        hex::decode_to_slice(text.trim(), bytes.as_mut()).map_err(|_| Error::refused(ErrorCode::KeyMissing))?;
        Ok(StoreKey(*bytes))
    }

    /// The key as SQLCipher takes it: a blob literal, so that nothing is derived.
    pub(crate) fn pragma_value(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("x'{}'", self.to_hex().as_str()))
    }

    /// What SQLCipher seals the pages of a store under, given the salt its file begins with: derived from the raw key by two
    /// rounds of PBKDF2 over the masked salt.
    pub(super) fn page_seals(&self, salt: &[u8]) -> Zeroizing<[u8; 32]> {
        let rounds = const { NonZero::new(2).unwrap() };
        let masked: Vec<u8> = salt.iter().map(|byte| byte ^ 0x3a).collect();
        let mut derived = Zeroizing::new([0u8; 32]);
        pbkdf2::derive(pbkdf2::PBKDF2_HMAC_SHA512, rounds, &masked, &self.0, derived.as_mut());
        derived
    }

    /// A digest of a secret that only this key's holder could make, to tell two secrets apart without keeping them.
    pub(crate) fn veil(&self, secret: &str) -> String {
        let mut digest = Sha256::new();
        digest.update(b"lantai veiled secret");
        digest.update(self.0);
        digest.update(secret.as_bytes());
        hex::encode(digest.finalize())
    }

    /// What only this key's holder can put under a statement that lies beside the store.
    pub(crate) fn seal(&self, stated: &str) -> String {
        let mut digest = Sha256::new();
        digest.update(b"lantai sealed statement");
        digest.update(self.0);
        digest.update(stated.as_bytes());
        hex::encode(digest.finalize().into_iter().take(16).collect::<Vec<u8>>())
    }

    /// A fingerprint that tells whether a store belongs to this key without opening it.
    pub fn fingerprint(&self) -> String {
        let mut digest = Sha256::new();
        digest.update(b"lantai store key fingerprint");
        digest.update(self.0);
        hex::encode(digest.finalize().into_iter().take(8).collect::<Vec<u8>>())
    }
}

/// Twelve Chinese characters that open the wrapped key. Shown and printed once, never stored.
pub struct RecoveryPhrase(Zeroizing<String>);

impl RecoveryPhrase {
    /// The characters, parted by spaces.
    pub fn characters(&self) -> &str {
        &self.0
    }
}

/// A store's key, wrapped by the recovery phrase; safe to lie beside a backup.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WrappedKey {
    /// The version of this form.
    pub form: u32,
    /// Which key is inside ([`StoreKey::fingerprint`]).
    pub fingerprint: String,
    salt: String,
    nonce: String,
    sealed: String,
}

impl WrappedKey {
    /// Wraps a key by a fresh phrase.
    pub fn seal(key: &StoreKey) -> Result<(WrappedKey, RecoveryPhrase)> {
        let mut entropy = Zeroizing::new([0u8; 16]);
        fill_random(entropy.as_mut())?;
        let phrase = Mnemonic::from_entropy_in(Language::SimplifiedChinese, entropy.as_ref())
            .map_err(|_| Error::Cipher("recovery phrase"))?;
        let phrase = RecoveryPhrase(Zeroizing::new(phrase.to_string()));
        let mut salt = [0u8; 16];
        let mut nonce = [0u8; 24];
        fill_random(&mut salt)?;
        fill_random(&mut nonce)?;
        let sealed = cipher(phrase.characters(), &salt)?
            .encrypt(&XNonce::from(nonce), key.0.as_slice())
            .map_err(|_| Error::Cipher("wrapping the key"))?;
        let wrapped = WrappedKey {
            form: 1,
            fingerprint: key.fingerprint(),
            salt: hex::encode(salt),
            nonce: hex::encode(nonce),
            sealed: hex::encode(sealed),
        };
        Ok((wrapped, phrase))
    }

    /// Opens the wrapping. Spaces between the characters do not matter.
    pub fn open(&self, phrase: &str) -> Result<StoreKey> {
        let wrong = || Error::refused(ErrorCode::PhraseWrong);
        let characters: Vec<String> = phrase.chars().filter(|c| !c.is_whitespace()).map(String::from).collect();
        let phrase = Zeroizing::new(characters.join(" "));
        let salt = hex::decode(&self.salt).map_err(|_| wrong())?;
        let mut nonce = [0u8; 24];
        hex::decode_to_slice(&self.nonce, &mut nonce).map_err(|_| wrong())?;
        let sealed = hex::decode(&self.sealed).map_err(|_| wrong())?;
        let opened = cipher(&phrase, &salt)?.decrypt(&XNonce::from(nonce), sealed.as_slice()).map_err(|_| wrong())?;
        let bytes: [u8; 32] = Zeroizing::new(opened).as_slice().try_into().map_err(|_| wrong())?;
        Ok(StoreKey(bytes))
    }
}

/// Random bytes from the operating system.
pub fn fill_random(bytes: &mut [u8]) -> Result<()> {
    getrandom::fill(bytes).map_err(|_| Error::Cipher("no randomness"))
}

fn cipher(phrase: &str, salt: &[u8]) -> Result<XChaCha20Poly1305> {
    let mut derived = Zeroizing::new([0u8; 32]);
    Argon2::default()
        .hash_password_into(phrase.as_bytes(), salt, derived.as_mut())
        .map_err(|_| Error::Cipher("deriving from the phrase"))?;
    XChaCha20Poly1305::new_from_slice(derived.as_ref()).map_err(|_| Error::Cipher("key length"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_phrase_opens_the_wrapping_and_another_does_not() {
        let key = StoreKey::random().unwrap();
        let (wrapped, phrase) = WrappedKey::seal(&key).unwrap();
        let unspaced = phrase.characters().replace(' ', "");
        assert_eq!(unspaced.chars().count(), 12);
        assert_eq!(wrapped.open(&unspaced).unwrap(), key);
        let (_, other) = WrappedKey::seal(&key).unwrap();
        assert_eq!(wrapped.open(other.characters()).unwrap_err().code(), ErrorCode::PhraseWrong);
    }
}
