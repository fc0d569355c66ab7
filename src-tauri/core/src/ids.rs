//! Ids: each thing of the salon has its own type of id, so that a room can never be passed for a member.
//!
//! Ids are UUIDs in version-7 form. Inside a write they are made from the request's own id, so the same request replayed
//! gives the same ids (see [`crate::salon`]).

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::clock::Instant;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
        #[ts(type = "string")]
        pub struct $name(pub Uuid);

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> $name { $name(id) }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(out) }
        }

        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.0.as_bytes().as_slice().into())
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<$name> {
                let bytes = value.as_blob()?;
                Uuid::from_slice(bytes).map($name).map_err(|error| FromSqlError::Other(Box::new(error)))
            }
        }
    )*};
}

ids! {
    /// One request from a carrier: the same id is the same act, however often it arrives.
    RequestId;
    /// A person who works here.
    StaffId;
    /// A member's file (its short number is [`MemberNo`]).
    MemberId;
    /// A granted qualification.
    QualificationId;
    /// A room.
    RoomId;
    /// A service or a good on the price list.
    ItemId;
    /// A booking, and the visit it becomes.
    BookingId;
    /// A message to the stockroom about a booking.
    CallId;
    /// A member's set of linen.
    SetId;
    /// One embroidered piece.
    PieceId;
    /// A settled bill.
    BillId;
    /// One read spreadsheet.
    ImportId;
    /// A tablet of the shop.
    DeviceId;
}

/// The member's short number: what is printed and spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
#[ts(type = "number")]
pub struct MemberNo(pub i64);

impl ToSql for MemberNo {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.into())
    }
}

impl FromSql for MemberNo {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<MemberNo> {
        value.as_i64().map(MemberNo)
    }
}

/// The `count`-th id of a request: version-7 in form, its time part the request's instant, the rest a digest.
pub fn derived(request: RequestId, at: Instant, count: u64) -> Uuid {
    let mut digest = Sha256::new();
    digest.update(request.0.as_bytes());
    digest.update(count.to_be_bytes());
    let mut random = [0u8; 10];
    for (to, from) in random.iter_mut().zip(digest.finalize()) {
        *to = from;
    }
    uuid::Builder::from_unix_timestamp_millis(at.ms().unsigned_abs(), &random).into_uuid()
}
