//! The kinds of pieces and the places they can be in.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};

/// What a piece is. The order is that of the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum PieceKind {
    /// 毛巾
    Towel,
    /// 浴巾
    BathTowel,
    /// 浴袍
    Bathrobe,
    /// 拖鞋, one pair
    Slippers,
    /// 发带
    Headband,
}

/// Where a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "PiecePlace")]
pub enum Place {
    /// Being sewn and embroidered.
    InMaking,
    /// In its owner's slot.
    Shelf,
    /// On a tray prepared for a booking.
    Tray,
    /// On the disinfection cabinet of the shoe room: slippers only.
    Disinfection,
    /// With the guest, in the treatment room.
    InUse,
    /// In the wash.
    Laundry,
    /// Drying and being sorted by name.
    Drying,
    /// Nobody knows.
    Lost,
    /// Spoilt, waiting to be replaced or mended.
    Damaged,
    /// Given up: a new piece has taken its part.
    Replaced,
    /// The name is off; it is anybody's linen.
    OrdinaryStock,
}

impl PieceKind {
    /// Every kind with its stored name.
    pub const ALL: [(PieceKind, &'static str); 5] = [
        (PieceKind::Towel, "towel"),
        (PieceKind::BathTowel, "bath_towel"),
        (PieceKind::Bathrobe, "bathrobe"),
        (PieceKind::Slippers, "slippers"),
        (PieceKind::Headband, "headband"),
    ];

    /// The stored name.
    pub fn name(self) -> &'static str {
        PieceKind::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }
}

impl Place {
    /// Every place with its stored name.
    pub const ALL: [(Place, &'static str); 11] = [
        (Place::InMaking, "in_making"),
        (Place::Shelf, "shelf"),
        (Place::Tray, "tray"),
        (Place::Disinfection, "disinfection"),
        (Place::InUse, "in_use"),
        (Place::Laundry, "laundry"),
        (Place::Drying, "drying"),
        (Place::Lost, "lost"),
        (Place::Damaged, "damaged"),
        (Place::Replaced, "replaced"),
        (Place::OrdinaryStock, "ordinary_stock"),
    ];

    /// The stored name.
    pub fn name(self) -> &'static str {
        Place::ALL.iter().find(|(place, _)| *place == self).map_or("", |(_, name)| name)
    }

    /// Whether a piece here is out for one booking.
    pub fn is_out(self) -> bool {
        matches!(self, Place::Tray | Place::Disinfection | Place::InUse)
    }

    /// Whether a piece here has left its set for good.
    pub fn is_gone(self) -> bool {
        matches!(self, Place::Replaced | Place::OrdinaryStock)
    }
}

impl ToSql for PieceKind {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.name().into())
    }
}

impl FromSql for PieceKind {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<PieceKind> {
        let text = value.as_str()?;
        let found = PieceKind::ALL.iter().find(|(_, name)| *name == text);
        found.map(|(kind, _)| *kind).ok_or(FromSqlError::InvalidType)
    }
}

impl ToSql for Place {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.name().into())
    }
}

impl FromSql for Place {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Place> {
        let text = value.as_str()?;
        let found = Place::ALL.iter().find(|(_, name)| *name == text);
        found.map(|(place, _)| *place).ok_or(FromSqlError::InvalidType)
    }
}
