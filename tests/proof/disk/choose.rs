//! Which of the disks that a cut could leave are looked at: all kept, nothing kept, everything up to some point, the last write
//! torn, and then what chance gives.

use lantai_tests::chance::Chance;

use super::record::Op;
use super::replay::{Kept, Medium, sectors};

/// The so manieth way the disk could be, the plain ones first.
pub(crate) fn choice(medium: &Medium<'_>, number: usize, chance: &mut Chance) -> Kept {
    let all = all(medium);
    match number {
        0 => all,
        1 => Kept::default(),
        2 => Kept { names: all.names, ..Kept::default() },
        3 => Kept { parts: all.parts, ..Kept::default() },
        4 => torn_at_last(medium, all, chance),
        _ if number.is_multiple_of(4) => up_to(all, medium, chance),
        _ => by_chance(medium, all, chance),
    }
}

fn all(medium: &Medium<'_>) -> Kept {
    Kept {
        parts: medium.unsafe_parts.values().flatten().map(|at| (*at, None)).collect(),
        names: medium.unsafe_names.iter().map(|(folder, changes)| (folder.clone(), changes.len())).collect(),
    }
}

/// Everything but that the last write reached the disk only in part.
fn torn_at_last(medium: &Medium<'_>, mut kept: Kept, chance: &mut Chance) -> Kept {
    if let Some(mut last) = kept.parts.last_entry() {
        let torn = tear(medium, *last.key(), chance);
        *last.get_mut() = torn;
    }
    kept
}

/// Everything up to some moment, in every file and folder alike.
fn up_to(mut kept: Kept, medium: &Medium<'_>, chance: &mut Chance) -> Kept {
    let mut moments: Vec<usize> = kept.parts.keys().copied().collect();
    moments.extend(medium.unsafe_names.values().flatten());
    moments.sort_unstable();
    let Some(moment) = moments.get(chance.below(moments.len())) else { return kept };
    kept.parts.retain(|at, _| at <= moment);
    for (folder, first) in &mut kept.names {
        *first = medium.unsafe_names[folder].iter().filter(|at| *at <= moment).count();
    }
    if chance.in_hundred(50) { torn_at_last(medium, kept, chance) } else { kept }
}

/// Some parts, some of them torn, and some first changes of each folder.
fn by_chance(medium: &Medium<'_>, mut kept: Kept, chance: &mut Chance) -> Kept {
    let likely = [15, 50, 85, 97][chance.below(4)];
    let tearing = [0, 20, 60][chance.below(3)];
    kept.parts.retain(|_, _| chance.in_hundred(likely));
    for (at, sectors) in &mut kept.parts {
        if chance.in_hundred(tearing) {
            *sectors = tear(medium, *at, chance);
        }
    }
    for first in kept.names.values_mut() {
        *first = chance.below(*first + 1);
    }
    kept
}

/// Some sectors of a write: its first ones, its last ones, or any.
fn tear(medium: &Medium<'_>, at: usize, chance: &mut Chance) -> Option<Vec<bool>> {
    let Op::Write { at, bytes, .. } = medium.op(at) else { return None };
    let count = sectors(*at, bytes.len());
    let border = chance.below(count + 1);
    let way = chance.below(3);
    let kept = |sector: usize, chance: &mut Chance| match way {
        0 => sector < border,
        1 => sector >= border,
        _ => chance.in_hundred(50),
    };
    Some((0..count).map(|sector| kept(sector, chance)).collect())
}
