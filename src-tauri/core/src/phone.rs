//! Phone numbers: read however typed, stored one way, masked for those who need not see them (policy §3.5, §8).

/// The stored form: digits only; a mainland mobile without its country code, a number from abroad behind `00` and its own,
/// so that it is never taken for a mainland mobile. `None` when there is no number in it.
pub fn normalise(text: &str) -> Option<String> {
    let mut digits = digits_of(text);
    if let Some(abroad) = abroad(text, &digits) {
        digits = format!("00{abroad}");
    }
    for prefix in ["0086", "86"] {
        if let Some(rest) = digits.strip_prefix(prefix)
            && is_mobile(rest)
        {
            digits = rest.to_owned();
        }
    }
    (5..=15).contains(&digits.len()).then_some(digits)
}

/// Every number written in one cell, however parted: `139…/135…`, `139…、135…`, two separated by a space.
pub fn all_in(text: &str) -> Vec<String> {
    if let Some(number) = normalise(text)
        && (is_mobile(&number) || is_foreign(&number) || number.len() <= 12)
    {
        return vec![number];
    }
    let parts: Vec<String> = text
        .replace(['+', '＋'], "\n+")
        .split(['/', '／', '、', ';', '；', ',', '，', '|', '\n', '或'])
        .flat_map(numbers_in_part)
        .collect();
    let mut seen = Vec::new();
    for number in parts {
        if !seen.contains(&number) {
            seen.push(number);
        }
    }
    seen
}

/// `138****8000`: the first three and the last four digits stay; a short number shows its last two only.
pub fn mask(number: &str) -> String {
    let count = number.chars().count();
    let (head, tail) = if count > 7 { (3, 4) } else { (0, count.min(2)) };
    let begin_of = |nth: usize| number.char_indices().nth(nth).map_or(number.len(), |(at, _)| at);
    let mut masked = String::with_capacity(number.len());
    masked.push_str(number.get(..begin_of(head)).unwrap_or_default());
    masked.extend(std::iter::repeat_n('*', count - head - tail));
    masked.push_str(number.get(begin_of(count - tail)..).unwrap_or_default());
    masked
}

/// A text with every number in it masked, however it is written.
pub fn masked_in(text: &str) -> String {
    let is_part = |c: char| plain_digit(c).is_some() || matches!(c, ' ' | '-' | '－' | '+');
    let mut shown = String::new();
    let mut run = String::new();
    for c in text.chars().chain(['\0']) {
        if is_part(c) {
            run.push(c);
            continue;
        }
        let digits = digits_of(&run);
        if digits.len() >= 10 {
            let numbers = all_in(&run);
            let masked: Vec<String> = numbers.iter().map(|number| mask(number)).collect();
            shown.push_str(&if masked.is_empty() { mask(&digits) } else { masked.join(" ") });
        } else {
            shown.push_str(&run);
        }
        run.clear();
        shown.push(c);
    }
    shown.pop();
    shown
}

/// Whether a stored number begins with a country code other than China's.
pub fn is_foreign(number: &str) -> bool {
    number.strip_prefix("00").is_some_and(|rest| !rest.starts_with("86"))
}

/// Whether this is a mainland mobile number.
pub fn is_mobile(number: &str) -> bool {
    number.len() == 11 && number.starts_with('1') && number.as_bytes().get(1).is_some_and(|b| (b'3'..=b'9').contains(b))
}

/// The plain digits of a text, full-width ones included.
pub fn digits_of(text: &str) -> String {
    text.chars().filter_map(plain_digit).collect()
}

fn plain_digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        _ => None,
    }
}

/// The digits of a number told with a country code (`+1 415…`, `001415…`) other than China's, from that code on.
fn abroad<'a>(text: &str, digits: &'a str) -> Option<&'a str> {
    let before = text.split(|c| plain_digit(c).is_some()).next().unwrap_or_default();
    let is_coded = before.trim_end_matches(|c: char| c.is_whitespace() || "(（".contains(c)).ends_with(['+', '＋']);
    let rest = digits.strip_prefix("00").or_else(|| is_coded.then_some(digits))?;
    (!rest.starts_with("86")).then_some(rest)
}

/// The numbers between two marks. A number from abroad has spaces of its own; more beside it must each be whole.
fn numbers_in_part(part: &str) -> Vec<String> {
    if abroad(part, &digits_of(part)).is_none() {
        return numbers_in_run(&digits_of_keeping_gaps(part));
    }
    let whole = normalise(part).map(|number| vec![number]);
    whole.or_else(|| part.split_whitespace().map(normalise).collect()).unwrap_or_default()
}

fn digits_of_keeping_gaps(text: &str) -> Vec<String> {
    let mut groups = vec![String::new()];
    for c in text.chars() {
        match (plain_digit(c), groups.last_mut()) {
            (Some(digit), Some(group)) => group.push(digit),
            (None, Some(group)) if !group.is_empty() && c.is_whitespace() => groups.push(String::new()),
            _ => {}
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// Digit groups parted by spaces may be one number in pieces (`138 0013 8000`) or two whole ones.
fn numbers_in_run(groups: &[String]) -> Vec<String> {
    let whole: Vec<String> = groups.iter().filter_map(|group| normalise(group)).filter(|n| n.len() >= 7).collect();
    if whole.len() == groups.len() && whole.len() > 1 {
        return whole;
    }
    let joined = groups.concat();
    let mut rest = joined.as_str();
    let mut found = Vec::new();
    while rest.len() >= 22 && rest.is_char_boundary(11) && is_mobile(&rest[..11]) {
        found.push(rest[..11].to_owned());
        rest = &rest[11..];
    }
    found.extend(normalise(rest));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_way_the_registers_write_a_number() {
        for text in [
            "13800138000",
            " 138 0013 8000 ",
            "138-0013-8000",
            "+86 13800138000",
            "008613800138000",
            "手机13800138000",
            "１３８００１３８０００",
            "86-138-0013-8000",
        ] {
            assert_eq!(all_in(text), ["13800138000"], "{text}");
        }
    }

    #[test]
    fn reads_two_numbers_in_a_cell() {
        for text in [
            "13800138000/15900159000",
            "13800138000、15900159000",
            "13800138000；15900159000",
            "13800138000 15900159000",
            "138 0013 8000 159 0015 9000",
        ] {
            assert_eq!(all_in(text), ["13800138000", "15900159000"], "{text}");
        }
    }

    #[test]
    fn a_number_from_abroad_keeps_its_country_code_and_is_no_mobile() {
        for text in ["+1 415 555 0100", "0014155550100", "手机（+1）415-555-0100", "＋1 415 555 0100"] {
            assert_eq!(all_in(text), ["0014155550100"], "{text}");
            assert_eq!(normalise(text).as_deref(), Some("0014155550100"), "{text}");
        }
        for text in ["13800138000 +1 415 555 0100", "13800138000/+1 415 555 0100"] {
            assert_eq!(all_in(text), ["13800138000", "0014155550100"], "{text}");
        }
        assert_eq!(all_in("+14155550100 13800138000"), ["0014155550100", "13800138000"]);
        assert_eq!(all_in("电话+微信 13800138000"), ["13800138000"]);
        assert!(is_foreign("0014155550100") && !is_mobile("0014155550100") && !is_foreign("13800138000"));
    }

    #[test]
    fn keeps_a_landline_and_refuses_words() {
        assert_eq!(all_in("010-8888 6666"), ["01088886666"]);
        assert!(all_in("没有").is_empty());
        assert!(all_in("123").is_empty());
    }

    #[test]
    fn masks_every_number_in_a_text_and_leaves_dates() {
        assert_eq!(masked_in("手机13800138000、 138 0013 8001"), "手机138****8000、138****8001");
        assert_eq!(masked_in("１３８００１３８０００/1977-6-20"), "138****8000/1977-6-20");
        assert_eq!(masked_in("1985-04-12"), "1985-04-12");
    }

    #[test]
    fn masks_the_middle() {
        assert_eq!(mask("13800138000"), "138****8000");
        assert_eq!(mask("88886"), "***86");
        assert_eq!(mask(""), "");
    }
}
