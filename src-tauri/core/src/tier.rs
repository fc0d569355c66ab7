//! The three tiers, of members and of rooms.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};

/// A member's qualification, and a room's class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// 普通
    Ordinary,
    /// VIP
    Vip,
    /// SVIP
    Svip,
}

impl Tier {
    /// The stored name.
    pub fn name(self) -> &'static str {
        match self {
            Tier::Ordinary => "ordinary",
            Tier::Vip => "vip",
            Tier::Svip => "svip",
        }
    }

    /// The tier the one exception of policy §3.4 may give for a single booking; Ordinary has none.
    pub fn one_lower(self) -> Option<Tier> {
        match self {
            Tier::Ordinary => None,
            Tier::Vip => Some(Tier::Ordinary),
            Tier::Svip => Some(Tier::Vip),
        }
    }
}

impl ToSql for Tier {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.name().into())
    }
}

impl FromSql for Tier {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Tier> {
        match value.as_str()? {
            "ordinary" => Ok(Tier::Ordinary),
            "vip" => Ok(Tier::Vip),
            "svip" => Ok(Tier::Svip),
            _ => Err(FromSqlError::InvalidType),
        }
    }
}
