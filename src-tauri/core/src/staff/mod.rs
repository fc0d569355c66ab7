//! Staff: who works here, what each does, and how each proves to be himself.
//!
//! - [`sign_in`]: number and PIN; lockout after repeated failures, kept in the store, so that a restart does not help.
//! - [`edit`]: the list, roles, PINs.
//!
//! Refuses a PIN that is too simple, a number twice, a salon without a manager.

pub mod edit;
pub mod pin;
pub mod rows;
pub mod session;
pub mod sign_in;

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// What a person does here. One person may do several things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 前台
    FrontDesk,
    /// 库管
    Stockroom,
    /// 美容师
    Beautician,
    /// 顾问
    Consultant,
    /// 保洁
    Cleaner,
    /// 清洗保洁
    Laundry,
    /// 行政主管
    Supervisor,
    /// 店总
    Manager,
}

impl Role {
    /// Every role with its stored name and its Chinese title in registers.
    pub const ALL: [(Role, &'static str, &'static str); 8] = [
        (Role::FrontDesk, "front_desk", "前台"),
        (Role::Stockroom, "stockroom", "库管"),
        (Role::Beautician, "beautician", "美容师"),
        (Role::Consultant, "consultant", "顾问"),
        (Role::Cleaner, "cleaner", "保洁"),
        (Role::Laundry, "laundry", "清洗保洁"),
        (Role::Supervisor, "supervisor", "行政主管"),
        (Role::Manager, "manager", "店总"),
    ];

    /// The stored name.
    pub fn name(self) -> &'static str {
        Role::ALL.iter().find(|(role, _, _)| *role == self).map_or("", |(_, name, _)| name)
    }

    /// Reads a title as a register writes it.
    pub fn from_title(title: &str) -> Option<Role> {
        Role::ALL.iter().find(|(_, _, zh)| *zh == title.trim()).map(|(role, _, _)| *role)
    }
}

/// A staff number as it is kept: full-width digits and letters as plain ones, no spaces around.
pub fn folded_number(typed: &str) -> String {
    let folded: String = typed.nfkc().collect();
    folded.trim().to_owned()
}

impl ToSql for Role {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.name().into())
    }
}

impl FromSql for Role {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Role> {
        let text = value.as_str()?;
        let found = Role::ALL.iter().find(|(_, name, _)| *name == text);
        found.map(|(role, _, _)| *role).ok_or(FromSqlError::InvalidType)
    }
}

#[cfg(test)]
mod tests;
