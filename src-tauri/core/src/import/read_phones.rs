//! Reads the numbers of a cell and says which of them look odd. The reading itself is [`crate::phone`]'s.

use super::doubt::{DoubtCode, ImportDoubt};
use crate::phone;

/// The numbers of a cell.
pub(super) fn read(written: &str, doubts: &mut Vec<ImportDoubt>) -> Vec<String> {
    if written.trim().is_empty() {
        return Vec::new();
    }
    let numbers = if has_lost_digits(written) { Vec::new() } else { phone::all_in(written) };
    if numbers.is_empty() {
        let shown: String = written.chars().take(60).collect();
        doubts.push(ImportDoubt::of(DoubtCode::PhoneUnreadable, "phones").with("text", shown));
    }
    for number in &numbers {
        let code = match number {
            number if phone::is_foreign(number) => DoubtCode::PhoneForeign,
            number if is_odd(number) => DoubtCode::PhoneOdd,
            _ => continue,
        };
        doubts.push(ImportDoubt::of(code, "phones").with("number", number));
    }
    numbers
}

/// `1.38E+10`: a spreadsheet that wrote the number short has thrown the other digits away.
fn has_lost_digits(written: &str) -> bool {
    let short = written.trim().to_ascii_lowercase();
    let Some((mantissa, exponent)) = short.split_once('e') else { return false };
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '.');
    is_number(mantissa) && is_number(exponent.trim_start_matches('+'))
}

/// Neither a mainland mobile, nor a landline with or without its area, nor a service number.
fn is_odd(number: &str) -> bool {
    let plausible = match number.len() {
        7 | 8 => !number.starts_with(['0', '1']),
        10 => number.starts_with('0') || number.starts_with("400") || number.starts_with("800"),
        11 => phone::is_mobile(number) || number.starts_with('0'),
        12 => number.starts_with('0'),
        _ => false,
    };
    !plausible
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn numbers(written: &str) -> Vec<String> {
        read(written, &mut Vec::new())
    }

    #[test]
    fn says_what_looks_odd() {
        for (written, code) in [
            ("没有", DoubtCode::PhoneUnreadable),
            ("1380013800", DoubtCode::PhoneOdd),
            ("+1 415 555 0100", DoubtCode::PhoneForeign),
            ("1.38001E+10", DoubtCode::PhoneUnreadable),
        ] {
            let mut doubts = Vec::new();
            read(written, &mut doubts);
            assert_eq!(doubts.first().map(|doubt| doubt.code), Some(code), "{written}");
        }
        let mut doubts = Vec::new();
        assert_eq!(read("0571-8765 4321", &mut doubts), ["057187654321"]);
        assert_eq!(doubts, []);
    }

    proptest! {
        #[test]
        fn never_panics(written in "\\PC{0,60}") { numbers(&written); }

        #[test]
        fn reads_back_every_form(number in "1[3-9][0-9]{9}", form in 0usize..9) {
            let (a, rest) = number.split_at(3);
            let (b, c) = rest.split_at(4);
            let wide: String = number.chars().filter_map(|c| char::from_u32(u32::from(c) - 0x30 + 0xFF10)).collect();
            let written = match form {
                0 => number.clone(),
                1 => format!("+86 {number}"),
                2 => format!("0086{number}"),
                3 => wide,
                4 => format!("手机{number}"),
                5 => format!("{a} {b} {c}"),
                6 => format!("{a}-{b}-{c}"),
                7 => format!(" {number} "),
                _ => format!("86-{a}-{b}-{c}"),
            };
            prop_assert_eq!(numbers(&written), vec![number]);
        }

        #[test]
        fn reads_back_two_in_a_cell(a in "1[3-9][0-9]{9}", b in "1[3-9][0-9]{9}", by in "[/、；; ,，]") {
            prop_assume!(a != b);
            prop_assert_eq!(numbers(&format!("{a}{by}{b}")), vec![a, b]);
        }
    }
}
