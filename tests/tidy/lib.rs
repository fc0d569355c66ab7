//! The house style, as far as a program can see it.
//!
//! Each module holds one family of rules as pure functions over [`Text`]s, shown by its own tests to fail on a bad sample;
//! [`tests::the_house_is_tidy`] runs them all over the checkout and names every breach at once.

mod core_is_alone;
mod error_texts;
mod file_names;
mod file_shape;
mod slice_order;
mod tree;
mod ui_rooms;
mod words;

pub use tree::{Breach, Text, house};

/// Every breach of the style in these files.
pub fn breaches(house: &[Text]) -> Vec<Breach> {
    let each = house.iter().flat_map(|file| {
        let mut found = core_is_alone::check(file);
        found.extend(file_names::check(file));
        found.extend(file_shape::check(file));
        found.extend(slice_order::check(file));
        found.extend(ui_rooms::check(file));
        found.extend(words::check(file));
        found
    });
    let mut all: Vec<Breach> = each.collect();
    all.extend(error_texts::check(house));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_is_tidy() {
        let house = house();
        assert!(house.len() > 20, "the checkout was not found; only {} files", house.len());
        let found: Vec<String> = breaches(&house).iter().map(ToString::to_string).collect();
        assert!(found.is_empty(), "\n{}\n", found.join("\n"));
    }
}
