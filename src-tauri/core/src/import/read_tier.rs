//! Reads a qualification as registers write it: `Svip`, `超级VIP`, `ＶＩＰ`, `S VIP`, `普通会员`, or nothing.

use crate::text;
use crate::tier::Tier;

/// A tier; none if the words are none.
pub(super) fn read(written: &str) -> Option<Tier> {
    let folded = text::folded(written);
    let plain: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    let word =
        ["会员", "客人", "顾客", "资格", "客", "房"].iter().find_map(|end| plain.strip_suffix(end)).unwrap_or(&plain);
    match word {
        "" | "普通" | "普" | "普护" | "ordinary" | "regular" | "无" | "非" => Some(Tier::Ordinary),
        "vip" | "贵宾" => Some(Tier::Vip),
        "svip" | "超级vip" | "至尊vip" | "超级贵宾" | "supervip" => Some(Tier::Svip),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_tiers_as_registers_write_them() {
        for (tier, forms) in [
            (Tier::Vip, vec!["vip", "Vip", "VIP", "ＶＩＰ", "VIP会员", "V I P", "VIP房"]),
            (Tier::Svip, vec!["SVIP", "Svip", "svip", "S VIP", "超级VIP", "ＳＶＩＰ", "S-VIP", "SVIP房"]),
            (Tier::Ordinary, vec!["", "普通", "普通会员", "普护房", " "]),
        ] {
            for form in forms {
                assert_eq!(read(form), Some(tier), "{form}");
            }
        }
        for odd in ["金卡", "VVIP", "?vip?x"] {
            assert_eq!(read(odd), None, "{odd}");
        }
    }
}
