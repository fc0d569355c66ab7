//! A name as it may leave the house: the surname, and that there is more (policy §8).
//!
//! Paper is thrown away where anybody finds it. `周旭` stands there as `周*`, `欧阳娜娜` as `欧阳*`. A name in other letters
//! does not say which part of it is the surname, so that only its first letter is shown.

use crate::text;

/// Surnames of two characters, simplified. Those who bear them are told apart from a 欧 or a 司 by nobody otherwise.
const OF_TWO: &[&str] = &[
    "欧阳", "上官", "司马", "司徒", "司空", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文", "长孙",
    "夏侯", "轩辕", "端木", "百里", "东郭", "南宫", "西门", "独孤", "万俟", "澹台", "单于", "闻人", "赫连", "申屠",
    "太叔", "公冶", "公羊", "钟离", "淳于", "濮阳", "呼延", "第五", "拓跋", "完颜", "纳兰", "叶赫", "那拉", "爱新",
];

/// The surname and a mask; the mask alone when there is nothing to be seen in the name.
pub fn masked(name: &str) -> String {
    let seen: Vec<char> = name.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let head: String = seen.iter().take(2).collect();
    let of_two = seen.len() > 2 && OF_TWO.contains(&text::folded(&head).as_str());
    let shown = seen.iter().take(if of_two { 2 } else { 1 });
    shown.chain(&['*']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surname_stays_and_the_rest_is_a_mask() {
        for (name, shown) in [("周旭", "周*"), ("张晓岚", "张*"), ("欧阳娜娜", "欧阳*"), ("歐陽娜娜", "歐陽*")]
        {
            assert_eq!(masked(name), shown);
        }
    }

    #[test]
    fn what_could_be_a_given_name_is_never_shown() {
        for (name, shown) in
            [("司马", "司*"), ("欧 阳 静", "欧阳*"), ("Anna Schmidt", "A*"), ("王", "王*"), ("  ", "*")]
        {
            assert_eq!(masked(name), shown);
        }
    }

    #[test]
    fn neither_length_nor_control_characters_come_through() {
        assert_eq!(masked("\u{1b}p\u{0}王小明明明"), "p*");
        assert_eq!(masked("王小"), masked("王小明"));
    }
}
