//! What the house costs, as ratios to a rival measured in the same run, in turn.
//!
//! `script/bench` runs it optimised, or one part of it: `search`, `write`, `backup`; `window` leaves the largest salon for
//! those who measure the window. `LANTAI_BENCH_MEMBERS` says another
//! list of sizes than a thousand to a million. `--test` goes through everything once with a handful, and proves nothing.

#![allow(clippy::expect_used, clippy::print_stdout, clippy::float_arithmetic, clippy::indexing_slicing, missing_docs)]

mod back_up;
mod compare;
mod look_up;
mod write;

use lantai_core::test_salon::{TestSalon, fill};

/// Rounds of each part, and of one that copies the whole store.
const ROUNDS: usize = 60;
const COPIES: usize = 7;

fn main() {
    let parts: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let is_test = std::env::args().any(|arg| arg == "--test");
    let wanted = |part: &str| parts.is_empty() || parts.iter().any(|named| named == part);
    let sizes = if is_test { vec![200, 400] } else { sizes() };
    let (rounds, copies) = if is_test { (4, 2) } else { (ROUNDS, COPIES) };
    // With no part named, what can be measured here is.
    let is_left = parts.iter().any(|named| named == "window");
    let (mut search, mut grown) = (Vec::new(), Vec::new());
    for members in &sizes {
        let is_last = sizes.last() == Some(members);
        if !wanted("search") && !(is_last && (wanted("backup") || is_left)) {
            continue;
        }
        let salon = filled(*members);
        if wanted("search") {
            let (figures, one) = look_up::measure(&salon, *members, rounds);
            search.extend(compare::shown(figures));
            grown.push(one);
        }
        if is_last && wanted("backup") {
            compare::keep("backup", &compare::shown(back_up::measure(&salon, *members, copies)));
        }
        if is_last && is_left {
            std::fs::rename(salon.left(), compare::folder().join("salon")).expect("the salon is left");
        }
    }
    if wanted("search") {
        search.extend(compare::shown(look_up::growth(&grown)));
        compare::keep("search", &search);
    }
    if wanted("write") {
        let members = if is_test { 200 } else { 10_000 };
        compare::keep("write", &compare::shown(write::measure(&filled(members), members, rounds)));
    }
}

fn sizes() -> Vec<u32> {
    let asked = std::env::var("LANTAI_BENCH_MEMBERS").unwrap_or_else(|_| "1000,10000,100000,1000000".into());
    asked.split(',').map(|members| members.trim().parse().expect("a number of members")).collect()
}

fn filled(members: u32) -> TestSalon {
    println!("{members} members come in");
    let salon = TestSalon::within(&compare::folder());
    fill::fill(&salon, (0..members).map(fill::person)).expect("members");
    salon
}
