//! Reads what the stockroom's register says of a set: a count for each kind of piece, and notes like `发带缺`, `浴袍破损`,
//! `重绣`. A count below what the set has, or a note, tells which pieces are lost or damaged; the register's own words are
//! kept as the reason (policy §2.1).

use super::doubt::{DoubtCode, ImportDoubt};
use super::written::Written;
use crate::linen::{PieceKind, Place};
use crate::tier::Tier;

/// The kinds as registers write them. Longer words first: 浴巾 is no 毛巾.
const WORDS: [(PieceKind, &[&str]); 5] = [
    (PieceKind::Towel, &["毛巾"]),
    (PieceKind::BathTowel, &["浴巾"]),
    (PieceKind::Bathrobe, &["浴袍", "浴衣"]),
    (PieceKind::Slippers, &["拖鞋"]),
    (PieceKind::Headband, &["束发带", "发带"]),
];

const LOST: [&str; 7] = ["缺", "丢", "遗失", "没有", "无", "少", "失"];
const DAMAGED: [&str; 8] = ["破", "损", "坏", "污", "旧", "脱线", "开线", "褪色"];

/// The pieces of which the register says anything: kind, where each is, and the register's words. What is said of the
/// whole set (`重绣`) is said of each piece.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PiecesRead(pub Vec<(PieceKind, Place, String)>);

/// How many pieces of a kind a set has: two towels for SVIP, one of everything else (policy §2.1).
pub(super) fn expected(kind: PieceKind, tier: Tier) -> u32 {
    if kind == PieceKind::Towel && tier == Tier::Svip { 2 } else { 1 }
}

/// Reads the counts and the notes of a row.
pub(super) fn read(row: &Written<'_>, tier: Tier, notes: &str, doubts: &mut Vec<ImportDoubt>) -> PiecesRead {
    let mut read = PiecesRead::default();
    for (kind, _) in PieceKind::ALL {
        read.count(row, kind, tier, doubts);
    }
    read.notes(notes, tier, doubts);
    read
}

impl PiecesRead {
    fn count(&mut self, row: &Written<'_>, kind: PieceKind, tier: Tier, doubts: &mut Vec<ImportDoubt>) {
        let field = kind.name();
        if !row.has_column(field) {
            return;
        }
        let written = row.text(field, doubts);
        let wanted = expected(kind, tier);
        let Some(count) = read_count(&written, wanted) else {
            let shown: String = written.chars().take(20).collect();
            doubts.push(ImportDoubt::of(DoubtCode::CountUnreadable, field).with("text", shown));
            return;
        };
        let doubt = |code: DoubtCode| ImportDoubt::of(code, field).with("count", count).with("expected", wanted);
        if count > wanted {
            doubts.push(doubt(DoubtCode::TooManyPieces));
        } else if count < wanted {
            doubts.push(doubt(if count == 0 { DoubtCode::PieceMissing } else { DoubtCode::TooFewPieces }));
        }
        for _ in count..wanted {
            self.0.push((kind, Place::Lost, format!("{}{}", row.title(field), written)));
        }
    }

    fn notes(&mut self, notes: &str, tier: Tier, doubts: &mut Vec<ImportDoubt>) {
        let mut rest: Vec<&str> = Vec::new();
        let parts = notes.split(['，', ',', '、', '；', ';', '。', '\n', ' ']).map(str::trim);
        for part in parts.filter(|part| !part.is_empty()) {
            let kind = WORDS.iter().find(|(_, words)| words.iter().any(|word| part.contains(word)));
            let place = place_of(part);
            let Some(((kind, _), place)) = kind.zip(place) else {
                rest.push(part);
                continue;
            };
            let known = self.0.iter().filter(|(away, _, _)| away == kind).count();
            if place == Place::Lost && known > 0 {
                continue;
            }
            if known >= expected(*kind, tier) as usize {
                rest.push(part);
                continue;
            }
            let code = if place == Place::Lost { DoubtCode::PieceMissing } else { DoubtCode::PieceDamaged };
            doubts.push(ImportDoubt::of(code, kind.name()).with("text", part));
            self.0.push((*kind, place, part.to_owned()));
        }
        let of_all = rest.join("；");
        for (kind, _) in PieceKind::ALL.into_iter().filter(|_| !of_all.is_empty()) {
            let known = self.0.iter().filter(|(named, _, _)| *named == kind).count();
            for _ in known..expected(kind, tier) as usize {
                self.0.push((kind, Place::Shelf, of_all.clone()));
            }
        }
    }
}

fn place_of(part: &str) -> Option<Place> {
    if DAMAGED.iter().any(|word| part.contains(word)) {
        Some(Place::Damaged)
    } else if LOST.iter().any(|word| part.contains(word)) {
        Some(Place::Lost)
    } else {
        None
    }
}

/// A count: digits, or a mark that it is there or not.
fn read_count(written: &str, wanted: u32) -> Option<u32> {
    let plain = crate::text::folded(written);
    match plain.trim_end_matches(['条', '件', '双', '个', '根', '只']) {
        "√" | "✓" | "有" | "齐" | "全" | "ok" => Some(wanted),
        "×" | "x" | "无" | "缺" | "没有" | "-" => Some(0),
        digits => digits.parse().ok().filter(|count| *count <= 99),
    }
}
