//! Members: everyone who has come once has a file.
//!
//! - [`find`]: the main gesture of the desk, one box for everything a caller may say (policy §3.5).
//!   The words are read in `find`, the rows walked along in `walk`.
//! - [`add`] and [`amend`]: a file begun, a file corrected; [`phone`]: a new number stored, the old one kept as former.
//! - [`card`]: what the desk sees when the phone rings; [`file`]: everything else.
//! - [`keys`]: the search rows of a member; [`birthday`]: a birthday as it is known, solar or lunar.
//!
//! Refuses a second file for a person who has one, unless told that it is another person of that name.

pub mod add;
pub mod amend;
pub mod birthday;
pub mod find;
pub mod keys;
pub mod list;
pub mod phone;
pub mod rows;
mod walk;

#[cfg(test)]
mod tests;
