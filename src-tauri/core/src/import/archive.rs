//! Measures an archive before it is read: how many parts, how large each and all would be when unpacked.
//!
//! The figures in the archive's own directory are not believed; each part is unpacked into nothing, up to the bound.
//! Refuses archives that swell (a few kilobytes that become gigabytes), parts locked by a password, and damaged ones.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::error::{Error, ErrorCode, Result};
use crate::import::sheet::{not_a_spreadsheet, too_large};

/// The most parts an archive may have.
const MOST_PARTS: usize = 2_000;

/// The largest one part may be when unpacked.
const LARGEST_PART: u64 = 128 * 1024 * 1024;

/// The largest all parts together may be.
const LARGEST_WHOLE: u64 = 256 * 1024 * 1024;

/// Text of a register packs ten to forty times; more than this many times, beyond a first few megabytes, is a bomb.
const SWELLS_AT_MOST: u64 = 200;
const MAY_SWELL_FREELY: u64 = 8 * 1024 * 1024;

/// Refuses an archive that would swell.
pub(super) fn refuse_swelling(bytes: &[u8]) -> Result<()> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(refusal)?;
    if archive.len() > MOST_PARTS {
        return Err(too_large("parts", MOST_PARTS));
    }
    let mut whole = 0_u64;
    for part in 0..archive.len() {
        let entry = archive.by_index(part).map_err(refusal)?;
        let packed = entry.compressed_size();
        let unpacked = io::copy(&mut entry.take(LARGEST_PART + 1), &mut io::sink());
        let unpacked = unpacked.map_err(|_| not_a_spreadsheet("damaged"))?;
        whole = whole.saturating_add(unpacked);
        let swells = unpacked > MAY_SWELL_FREELY && unpacked > packed.saturating_mul(SWELLS_AT_MOST);
        if unpacked > LARGEST_PART || whole > LARGEST_WHOLE || swells {
            return Err(Error::refused(ErrorCode::FileTooLarge).with("of", "unpacked").with("most", LARGEST_WHOLE));
        }
    }
    Ok(())
}

fn refusal(error: ZipError) -> Error {
    match error {
        ZipError::InvalidPassword | ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            Error::refused(ErrorCode::FileProtected)
        }
        _ => not_a_spreadsheet("damaged"),
    }
}
