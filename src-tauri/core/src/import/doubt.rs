//! What is unsure about a row, coded: the screen says it in the user's language.
//!
//! Each code has a weight. A *note* only tells what was done; a *doubt* is read as best it can be and waits for an eye;
//! a *refusal* keeps the row out until somebody corrects it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What can be unsure, or wrong, about a row. The names say it; the sentences are the screen's.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum DoubtCode {
    // any register
    TextTooLong,
    TextNotAllowed,
    TextDamaged,
    QuoteOpen,
    CellFault,
    CellMerged,
    NameMerged,
    // a person
    NameMissing,
    NameOdd,
    SurnameOnly,
    GenderUnreadable,
    TitleContradictsGender,
    PhoneUnreadable,
    PhoneOdd,
    PhoneForeign,
    BirthdayUnreadable,
    BirthdayInFuture,
    BirthdayIsApproval,
    CalendarUnsure,
    LeapMonth,
    DayMayLackZero,
    UnknownBeautician,
    // her qualification
    TierUnreadable,
    DateUnreadable,
    DateInFuture,
    DateFromNumber,
    ApprovalMissing,
    ApprovalWithoutTier,
    CancelledWithoutTier,
    CancelledWithoutDate,
    CancelledBeforeApproval,
    MayBeCancelled,
    PartlyStruck,
    // several rows, or a row and the salon's own files
    BirthdayContradicts,
    TierContradicts,
    ApprovalContradicts,
    GenderContradicts,
    BeauticianDiffers,
    SameNameWithoutPhone,
    PhoneChanged,
    KeptExisting,
    NoRoomLeft,
    QualificationGone,
    TierLowered,
    StillBooked,
    RepeatsRow,
    // the stockroom's register
    SlotUnreadable,
    SlotTaken,
    MemberNotFound,
    MemberAmbiguous,
    NotQualified,
    TierDiffers,
    ApprovalDiffers,
    CountUnreadable,
    TooManyPieces,
    TooFewPieces,
    PieceMissing,
    PieceDamaged,
    SetKept,
    // price list, rooms, staff
    CodeMissing,
    PriceUnreadable,
    PriceBelowMember,
    MinutesUnreadable,
    MinutesMissing,
    RoomTierUnreadable,
    BedsUnreadable,
    RoleUnreadable,
    StaffNameDiffers,
}

/// How much a doubt weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Tells what was done.
    Note,
    /// Waits for an eye.
    Doubt,
    /// Keeps the row out.
    Refusal,
}

/// One thing unsure about a row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportDoubt {
    /// What it is.
    pub code: DoubtCode,
    /// Which field it concerns.
    pub field: Option<String>,
    /// The figures and names the sentence needs.
    pub params: BTreeMap<String, String>,
}

impl DoubtCode {
    /// How much it weighs.
    pub fn weight(self) -> Weight {
        use DoubtCode::*;
        match self {
            BeauticianDiffers | PieceMissing | PieceDamaged | CellMerged => Weight::Note,
            TextTooLong | TextNotAllowed | NameMissing | SlotUnreadable | SlotTaken | MemberNotFound
            | MemberAmbiguous | NotQualified | RepeatsRow | CodeMissing | PriceUnreadable | PriceBelowMember
            | MinutesUnreadable | MinutesMissing | RoomTierUnreadable | BedsUnreadable | RoleUnreadable => {
                Weight::Refusal
            }
            _ => Weight::Doubt,
        }
    }
}

impl ImportDoubt {
    /// A doubt about a whole row.
    pub fn of_row(code: DoubtCode) -> ImportDoubt {
        ImportDoubt { code, field: None, params: BTreeMap::new() }
    }

    /// A doubt about one field.
    pub fn of(code: DoubtCode, field: &str) -> ImportDoubt {
        ImportDoubt { code, field: Some(field.to_owned()), params: BTreeMap::new() }
    }

    /// Adds a figure or name.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> ImportDoubt {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }
}

/// The weight of the heaviest of some doubts.
pub(super) fn heaviest(doubts: &[ImportDoubt]) -> Weight {
    doubts.iter().map(|doubt| doubt.code.weight()).max().unwrap_or(Weight::Note)
}
