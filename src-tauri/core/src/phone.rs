//! Phone numbers: read however typed, stored one way, masked for those who need not see them (policy §3.5, §8).

/// The stored form: digits only; a mainland mobile without its country code. `None` when there is no number in it.
pub fn normalise(text: &str) -> Option<String> {
    let mut digits = digits_of(text);
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
        && (is_mobile(&number) || number.len() <= 12)
    {
        return vec![number];
    }
    let parts: Vec<String> = text
        .split(['/', '／', '、', ';', '；', ',', '，', '|', '\n', '或'])
        .flat_map(|part| numbers_in_run(&digits_of_keeping_gaps(part)))
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
    let digits: Vec<char> = number.chars().collect();
    match digits.len() {
        0 => String::new(),
        len @ 1..=7 => "*".repeat(len.saturating_sub(2)) + &tail(&digits, 2),
        len => digits.iter().take(3).collect::<String>() + &"*".repeat(len - 7) + &tail(&digits, 4),
    }
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

/// Whether this is a mainland mobile number.
pub fn is_mobile(number: &str) -> bool {
    number.len() == 11 && number.starts_with('1') && number.as_bytes().get(1).is_some_and(|b| (b'3'..=b'9').contains(b))
}

/// The plain digits of a text, full-width ones included.
pub fn digits_of(text: &str) -> String {
    text.chars().filter_map(plain_digit).collect()
}

fn tail(digits: &[char], count: usize) -> String {
    digits.iter().skip(digits.len().saturating_sub(count)).collect()
}

fn plain_digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        _ => None,
    }
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
