//! Ways to spoil bytes, whatever they are.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use lantai_tests::chance::Chance;

/// What a file may be made to say instead of what it said.
const SAYINGS: [&[u8]; 16] = [
    b"<",
    b"</row>",
    b"\"",
    b"\0",
    b"99999999999999999999",
    b"-1",
    b"1e999",
    b"NaN",
    b"XFD1048576",
    b"=cmd|' /C calc'!A0",
    b"@SUM(1)",
    b"&#0;",
    b"&lol;",
    b"\xff\xfe",
    b"\xd6\xd0\x81",
    b"]]>",
];

/// Some bytes turned, taken out, doubled, zeroed, cut off or said otherwise.
pub(super) fn spoiled(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=chance.below(4) {
        if bytes.is_empty() {
            return bytes;
        }
        let at = chance.below(bytes.len());
        let length = chance.below(64).min(bytes.len() - at);
        match chance.below(8) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..at + length)),
            2 => {
                let doubled = bytes[at..at + length].repeat(1 + chance.below(40));
                bytes.splice(at..at, doubled);
            }
            3 => bytes[at..at + length].fill(0),
            4 | 5 => {
                let saying = *chance.one_of(&SAYINGS);
                bytes.splice(at..at, saying.iter().copied());
            }
            _ => bytes[at] ^= 1 << chance.below(8),
        }
    }
    bytes
}

/// The parts of a workbook, by name.
pub(super) fn parts(workbook: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let many = archive.len();
    let read = |at: usize| {
        let mut part = archive.by_index(at).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        (part.name().unwrap().into_owned(), content)
    };
    (0..many).map(read).collect()
}

/// A workbook of these parts.
pub(super) fn packed<'a>(parts: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        if archive.start_file(name, SimpleFileOptions::default()).is_ok() {
            archive.write_all(content).unwrap();
        }
    }
    archive.finish().unwrap().into_inner()
}

/// A workbook of which one part is spoiled, missing, or another's.
pub(super) fn with_a_spoiled_part(parts: &[(String, Vec<u8>)], chance: &mut Chance) -> Vec<u8> {
    let chosen = chance.below(parts.len());
    let other = chance.below(parts.len());
    let spoilt = match chance.below(6) {
        0 => None,
        1 => Some(parts[other].1.clone()),
        _ => Some(spoiled(&parts[chosen].1, chance)),
    };
    let kept = parts.iter().enumerate().filter_map(|(at, (name, content))| {
        let content = if at == chosen { spoilt.as_deref()? } else { content };
        Some((name.as_str(), content))
    });
    packed(kept)
}
