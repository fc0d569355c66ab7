//! What waits to be done with linen: sets to make (policy §2.2), slippers to bring back and linen to take to the laundry,
//! what is in the wash and what hangs to dry (§2.6), pieces to mend or replace, sets to retire (§2.7).

use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};

use super::card::PieceCount;
use super::piece::{PieceKind, Place};
use super::{rows, rules};
use crate::clock::{Date, Instant};
use crate::error::Result;
use crate::ids::{BookingId, MemberNo, PieceId, SetId};
use crate::salon::Reading;
use crate::tier::Tier;

/// Pieces to be made.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct MakeTask {
    /// The set; none while nobody has begun it.
    pub set_id: Option<SetId>,
    /// Whose.
    pub member_no: MemberNo,
    /// The name to embroider.
    pub member_name: String,
    /// Which set.
    pub tier: Tier,
    /// Its slot.
    pub slot: Option<u32>,
    /// What is to be made.
    pub pieces: Vec<PieceCount>,
    /// By when.
    pub due_date: Date,
}

/// One piece to see to.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct PieceTask {
    /// The piece.
    pub piece_id: PieceId,
    /// What it is.
    pub kind: PieceKind,
    /// Whose.
    pub member_no: MemberNo,
    /// The embroidered name.
    pub member_name: String,
    /// Its slot.
    pub slot: Option<u32>,
    /// Where it is.
    pub place: Place,
    /// What one should know of it.
    pub note: String,
    /// The room of the booking it was out for.
    pub room: Option<String>,
    /// That booking.
    pub booking_id: Option<BookingId>,
}

/// One piece among those of its set.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct SetPiece {
    /// The piece.
    pub piece_id: PieceId,
    /// What it is.
    pub kind: PieceKind,
}

/// The pieces of one set in one place of their way home.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct LaundrySet {
    /// Whose.
    pub member_no: MemberNo,
    /// The embroidered name.
    pub member_name: String,
    /// Its slot.
    pub slot: Option<u32>,
    /// The pieces.
    pub pieces: Vec<SetPiece>,
    /// Since when the first of them is there.
    pub since_ms: Instant,
    /// Whether the set is retired: the pieces go into ordinary stock.
    pub retired: bool,
    /// The booking they were out for; only in a room.
    pub booking_id: Option<BookingId>,
    /// Its room.
    pub room: Option<String>,
}

/// A set whose owner's qualification was cancelled.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct RetireTask {
    /// Whose.
    pub member_no: MemberNo,
    /// The embroidered name.
    pub member_name: String,
    /// The slot that becomes free.
    pub slot: Option<u32>,
    /// Since when the qualification is cancelled, as it was registered.
    pub cancelled_on: Option<String>,
}

/// Everything that waits.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct LinenTasks {
    /// Sets and pieces to make.
    pub to_make: Vec<MakeTask>,
    /// Slippers of guests who have left.
    pub slippers_out: Vec<PieceTask>,
    /// Linen of guests who have left, still in its room.
    pub in_rooms: Vec<LaundrySet>,
    /// In the wash.
    pub in_laundry: Vec<LaundrySet>,
    /// Drying.
    pub drying: Vec<LaundrySet>,
    /// Lost or damaged; those of retired sets stay here until they are found.
    pub to_repair: Vec<PieceTask>,
    /// To be taken off the shelf.
    pub to_retire: Vec<RetireTask>,
}

const PIECES: &str = include_str!("tasks.sql");
const GUEST_HAS_LEFT: &str = "b.status IN ('finished', 'settled', 'cancelled', 'no_show')";

struct Placed {
    piece: PieceTask,
    set: SetId,
    tier: Tier,
    due_on: Option<Date>,
    since: Instant,
    retired: bool,
}

/// What waits to be done.
pub fn tasks(view: &Reading<'_>, (): ()) -> Result<LinenTasks> {
    let db = view.db;
    let mut to_make = being_made(view)?;
    // What is being made for a set comes into its slot first; then what an SVIP's has more.
    let being: Vec<MemberNo> = to_make.iter().map(|task| task.member_no).collect();
    to_make.extend(not_begun(view)?);
    let to_raise = to_raise(view)?;
    to_make.extend({ to_raise }.into_iter().filter(|raise| being.iter().all(|no| *no != raise.member_no)));
    let in_rooms = placed(
        db,
        &format!("p.place = 'in_use' AND p.kind <> 'slippers' AND s.retired_ms IS NULL AND {GUEST_HAS_LEFT}"),
    )?;
    let slippers =
        placed(db, &format!("p.place IN ('disinfection', 'in_use') AND p.kind = 'slippers' AND {GUEST_HAS_LEFT}"))?;
    let broken = placed(db, "p.place IN ('lost', 'damaged')")?;
    Ok(LinenTasks {
        to_make,
        slippers_out: slippers.into_iter().map(|placed| placed.piece).collect(),
        in_rooms: by_set(in_rooms),
        in_laundry: by_set(placed(db, "p.place = 'laundry'")?),
        drying: by_set(placed(db, "p.place = 'drying'")?),
        to_repair: broken.into_iter().map(|placed| placed.piece).collect(),
        to_retire: to_retire(db)?,
    })
}

fn being_made(view: &Reading<'_>) -> Result<Vec<MakeTask>> {
    let mut tasks: Vec<MakeTask> = Vec::new();
    for placed in placed(view.db, "p.place = 'in_making' AND s.retired_ms IS NULL")? {
        let known = tasks.iter().position(|task| task.set_id == Some(placed.set));
        let at = known.unwrap_or_else(|| {
            tasks.push(MakeTask {
                set_id: Some(placed.set),
                member_no: placed.piece.member_no,
                member_name: placed.piece.member_name.clone(),
                tier: placed.tier,
                slot: placed.piece.slot,
                pieces: Vec::new(),
                due_date: placed.due_on.unwrap_or_else(|| view.day().date_of(placed.since)),
            });
            tasks.len() - 1
        });
        let Some(task) = tasks.get_mut(at) else { continue };
        match task.pieces.iter_mut().find(|piece| piece.kind == placed.piece.kind) {
            Some(counted) => counted.count += 1,
            None => task.pieces.push(PieceCount { kind: placed.piece.kind, count: 1 }),
        }
    }
    Ok(tasks)
}

/// Qualified members for whom nobody has begun a set.
fn not_begun(view: &Reading<'_>) -> Result<Vec<MakeTask>> {
    let mut rows = view.db.prepare_cached(
        "SELECT q.member_no, m.name, q.tier, q.approved_on FROM qualification q JOIN member m ON m.no = q.member_no
         WHERE q.cancelled_on IS NULL
           AND NOT EXISTS (SELECT 1 FROM linen_set s WHERE s.member_no = q.member_no AND s.retired_ms IS NULL)
         ORDER BY q.approved_on, q.member_no",
    )?;
    let tasks = rows.query_map([], |row| {
        let tier: Tier = row.get(2)?;
        let count =
            |&(kind, count): &(PieceKind, usize)| PieceCount { kind, count: u32::try_from(count).unwrap_or_default() };
        Ok(MakeTask {
            set_id: None,
            member_no: row.get(0)?,
            member_name: row.get(1)?,
            tier,
            slot: None,
            pieces: rules::set_of(tier).iter().map(count).collect(),
            due_date: row.get::<_, Option<Date>>(3)?.unwrap_or_else(|| view.today()),
        })
    })?;
    Ok(tasks.collect::<rusqlite::Result<_>>()?)
}

/// Members who have become SVIP since their set was made: it lacks what an SVIP's has more.
fn to_raise(view: &Reading<'_>) -> Result<Vec<MakeTask>> {
    let mut rows = view.db.prepare_cached(
        "SELECT s.member_no, m.name, s.tier, q.tier, s.slot, q.approved_on FROM linen_set s
         JOIN qualification q ON q.member_no = s.member_no AND q.cancelled_on IS NULL AND q.tier <> s.tier
         JOIN member m ON m.no = s.member_no
         WHERE s.retired_ms IS NULL ORDER BY q.approved_on, s.member_no",
    )?;
    let tasks = rows.query_map([], |row| {
        let (had, tier): (Tier, Tier) = (row.get(2)?, row.get(3)?);
        Ok(MakeTask {
            set_id: None,
            member_no: row.get(0)?,
            member_name: row.get(1)?,
            tier,
            slot: row.get(4)?,
            pieces: more_than(had, tier),
            due_date: row.get::<_, Option<Date>>(5)?.unwrap_or_else(|| view.today()),
        })
    })?;
    let tasks = tasks.collect::<rusqlite::Result<Vec<MakeTask>>>()?;
    Ok({ tasks }.into_iter().filter(|task| !task.pieces.is_empty()).collect())
}

/// What the set of one tier has more than that of another.
fn more_than(had: Tier, tier: Tier) -> Vec<PieceCount> {
    let count_in =
        |kind: PieceKind| rules::set_of(had).iter().find(|(of, _)| *of == kind).map_or(0, |(_, count)| *count);
    let more = rules::set_of(tier).iter().map(|&(kind, count)| (kind, count.saturating_sub(count_in(kind))));
    let counted = |(kind, count)| PieceCount { kind, count: u32::try_from(count).unwrap_or_default() };
    more.filter(|(_, count)| *count > 0).map(counted).collect()
}

fn to_retire(db: &Connection) -> Result<Vec<RetireTask>> {
    let mut tasks = Vec::new();
    for set in rows::live_sets(db)? {
        let mut held =
            db.prepare_cached("SELECT 1 FROM qualification WHERE member_no = ?1 AND cancelled_on IS NULL")?;
        if held.exists([set.member])? {
            continue;
        }
        let mut cancelled = db.prepare_cached("SELECT max(cancelled_on) FROM qualification WHERE member_no = ?1")?;
        tasks.push(RetireTask {
            member_no: set.member,
            member_name: rows::name_of(db, set.member)?,
            slot: set.slot,
            cancelled_on: cancelled.query_row([set.member], |row| row.get(0))?,
        });
    }
    Ok(tasks)
}

fn placed(db: &Connection, which: &str) -> Result<Vec<Placed>> {
    let mut rows = db.prepare_cached(&format!("{PIECES} WHERE {which} ORDER BY p.since_ms, s.slot, p.id"))?;
    let pieces = rows.query_map([], of_row)?.collect::<rusqlite::Result<_>>()?;
    Ok(pieces)
}

fn by_set(pieces: Vec<Placed>) -> Vec<LaundrySet> {
    let mut sets: Vec<(SetId, LaundrySet)> = Vec::new();
    for placed in pieces {
        let booking_id = placed.piece.booking_id;
        let piece = SetPiece { piece_id: placed.piece.piece_id, kind: placed.piece.kind };
        match sets.iter_mut().find(|(id, set)| *id == placed.set && set.booking_id == booking_id) {
            Some((_, set)) => set.pieces.push(piece),
            None => sets.push((
                placed.set,
                LaundrySet {
                    member_no: placed.piece.member_no,
                    member_name: placed.piece.member_name,
                    slot: placed.piece.slot,
                    pieces: vec![piece],
                    since_ms: placed.since,
                    retired: placed.retired,
                    booking_id,
                    room: placed.piece.room,
                },
            )),
        }
    }
    sets.into_iter().map(|(_, set)| set).collect()
}

fn of_row(row: &Row<'_>) -> rusqlite::Result<Placed> {
    Ok(Placed {
        piece: PieceTask {
            piece_id: row.get(0)?,
            kind: row.get(1)?,
            member_no: row.get(2)?,
            member_name: row.get(3)?,
            slot: row.get(4)?,
            place: row.get(5)?,
            note: row.get(6)?,
            room: row.get(7)?,
            booking_id: row.get(8)?,
        },
        set: row.get(9)?,
        tier: row.get(10)?,
        due_on: row.get(11)?,
        since: row.get(12)?,
        retired: row.get(13)?,
    })
}
