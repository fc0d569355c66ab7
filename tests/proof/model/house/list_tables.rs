//! The model as the store's tables: for each, the question that lists its rows as one text each, and the same texts from the
//! model. Where the two lists differ, one of the two houses is wrong.
//!
//! Not here: what is random or a digest (hashes of PINs, tokens, codes), what is worked out from other rows (search rows), and
//! the texts an import keeps; the journal's replay holds those against a second store.

use serde_json::json;

use super::{House, yuan};

type Rows = Vec<String>;

/// A table: its name, how its rows are read, and how the model says them.
pub(crate) type Table = (&'static str, &'static str, fn(&House) -> Rows);

pub(crate) const TABLES: &[Table] = &[
    ("staff", "SELECT hex(id), number, name, team, active, pin_hash IS NOT NULL, pin_failures, locked_until_ms FROM staff", staff),
    ("staff_role", "SELECT hex(staff_id), role FROM staff_role", roles),
    (
        "member",
        "SELECT no, name, gender, birth_calendar, birth_year, birth_month, birth_day, hex(usual_beautician_id), notes, created_ms
         FROM member",
        members,
    ),
    ("member_phone", "SELECT member_no, number, current, position, since_ms FROM member_phone", phones),
    ("member_allergy", "SELECT member_no, allergy FROM member_allergy", allergies),
    ("qualification", "SELECT member_no, tier, approved_on, cancelled_on FROM qualification", qualifications),
    ("room", "SELECT hex(id), number, tier, beds, note, active, position FROM room", rooms),
    (
        "item",
        "SELECT hex(id), code, name, kind, category, minutes, price_fen, member_price_fen, rooms, active FROM item",
        items,
    ),
    ("setting", "SELECT key, effective_from, value, hex(withdrawn_by), withdrawn_ms FROM setting", settings),
    (
        "booking",
        "SELECT hex(id), member_no, member_tier, hex(room_id), hex(beautician_id), business_date, start_ms, end_ms,
             busy_until_ms, guests, status, source, notes, hex(taken_by), taken_ms, hex(lower_consultant_id), lower_consent_how,
             lower_consent_ms FROM booking",
        bookings,
    ),
    ("booking_service", "SELECT hex(booking_id), position, hex(item_id) FROM booking_service", services),
    (
        "booking_step",
        "SELECT hex(booking_id), position, at_ms, hex(staff_id), step, reason, consent_how FROM booking_step",
        steps,
    ),
    ("service_not_done", "SELECT hex(booking_id), position, reason, hex(staff_id), at_ms FROM service_not_done", not_done),
    ("tray", "SELECT hex(booking_id), state, hex(taken_by), since_ms FROM tray", trays),
    (
        "tray_call",
        "SELECT hex(id), hex(booking_id), kind, at_ms, json_extract(said, '$.name', '$.tier', '$.approvalDate', '$.phone',
             '$.startMs', '$.room', '$.beautician', '$.putBack'), hex(acknowledged_by), acknowledged_ms FROM tray_call",
        calls,
    ),
    ("linen_set", "SELECT hex(id), member_no, tier, slot, due_on, retired_ms FROM linen_set", sets),
    ("linen_piece", "SELECT hex(id), hex(set_id), kind, place, hex(booking_id), since_ms, note FROM linen_piece", pieces),
    (
        "linen_move",
        "SELECT hex(piece_id), position, at_ms, hex(staff_id), from_place, to_place, hex(booking_id), reason FROM linen_move",
        moves,
    ),
    (
        "bill",
        "SELECT hex(id), number, business_date, at_ms, hex(booking_id), member_no, member_tier, member_grade, hex(cashier_id),
             list_fen, due_fen, change_fen FROM bill",
        bills,
    ),
    (
        "bill_line",
        "SELECT hex(bill_id), position, hex(item_id), name, kind, quantity, list_fen, unit_fen, amount_fen, rule FROM bill_line",
        lines,
    ),
    ("payment", "SELECT hex(bill_id), position, method, amount_fen FROM payment", payments),
    (
        "ledger",
        "SELECT hex(e.bill_id), e.business_date, e.at_ms, e.closed, l.account, l.amount_fen
         FROM ledger_entry e LEFT JOIN ledger_line l ON l.entry_seq = e.seq",
        ledger,
    ),
    ("device", "SELECT hex(id), name, paired_ms, revoked_ms, hex(revoked_by) FROM device", devices),
    ("device_invitation", "SELECT hex(invited_by), ends_ms, used_ms FROM device_invitation", invitations),
    ("journal", "SELECT count(*), max(seq) FROM journal", journal),
];

macro_rules! row {
    ($($part:expr),* $(,)?) => { [$($part.cell()),*].join("|") };
}

/// One cell as the store's rows are written.
trait Cell {
    fn cell(&self) -> String;
}

impl<T: Cell + ?Sized> Cell for &T {
    fn cell(&self) -> String {
        (**self).cell()
    }
}

impl Cell for i64 {
    fn cell(&self) -> String {
        self.to_string()
    }
}

impl Cell for bool {
    fn cell(&self) -> String {
        i64::from(*self).cell()
    }
}

impl Cell for str {
    fn cell(&self) -> String {
        self.to_owned()
    }
}

impl Cell for String {
    fn cell(&self) -> String {
        self.clone()
    }
}

impl<T: Cell> Cell for Option<T> {
    fn cell(&self) -> String {
        self.as_ref().map_or(String::new(), Cell::cell)
    }
}

fn hex(id: &str) -> String {
    id.replace('-', "").to_uppercase()
}

fn hex_of(id: Option<&String>) -> String {
    id.map_or(String::new(), |id| hex(id))
}

fn staff(house: &House) -> Rows {
    let row = |(id, p): (&String, &super::Person)| {
        row!(hex(id), p.number, p.name, p.team, p.active, p.pin.is_some(), p.failures, p.locked_until)
    };
    house.staff.iter().map(row).collect()
}

fn roles(house: &House) -> Rows {
    house.staff.iter().flat_map(|(id, p)| p.roles.iter().map(move |role| row!(hex(id), *role))).collect()
}

fn members(house: &House) -> Rows {
    let known = |part: i64| (part > 0).then_some(part);
    let row = |(no, m): (&i64, &super::Member)| {
        let (calendar, year, month, day) = match m.birthday {
            Some((year, month, day)) => (Some("solar"), known(year), known(month), known(day)),
            None => (None, None, None, None),
        };
        row!(no, m.name, m.gender, calendar, year, month, day, hex_of(m.usual.as_ref()), m.notes, m.created)
    };
    house.members.iter().map(row).collect()
}

fn phones(house: &House) -> Rows {
    let row = |no: &i64, p: &super::Phone| row!(no, p.number, p.current, p.position, p.since);
    house.members.iter().flat_map(|(no, m)| m.phones.iter().map(move |phone| row(no, phone))).collect()
}

fn allergies(house: &House) -> Rows {
    house.members.iter().flat_map(|(no, m)| m.allergies.iter().map(move |allergy| row!(no, *allergy))).collect()
}

fn qualifications(house: &House) -> Rows {
    house.qualifications.iter().map(|q| row!(q.member, q.tier, q.approved, q.cancelled)).collect()
}

fn rooms(house: &House) -> Rows {
    let row = |(id, r): (&String, &super::Room)| row!(hex(id), r.number, r.tier, r.beds, r.note, r.active, r.position);
    house.rooms.iter().map(row).collect()
}

fn items(house: &House) -> Rows {
    let row = |(id, i): (&String, &super::Item)| {
        let kind = if i.service { "service" } else { "good" };
        row!(hex(id), i.code, i.name, kind, i.category, i.minutes, i.price, i.member_price, i.rooms, i.active)
    };
    house.items.iter().map(row).collect()
}

fn settings(house: &House) -> Rows {
    let row = |((key, from), s): (&(String, String), &super::Setting)| {
        let withdrawn = s.withdrawn.as_ref();
        row!(key.as_str(), from.as_str(), s.value.to_string(), hex_of(withdrawn.map(|w| &w.0)), withdrawn.map(|w| w.1))
    };
    house.settings.iter().map(row).collect()
}

fn bookings(house: &House) -> Rows {
    let row = |(id, b): (&String, &super::Booking)| {
        let lower = b.lower.as_ref();
        let place =
            row!(hex(id), b.member, b.tier, hex(&b.room), hex(&b.beautician), b.date, b.start, b.end, b.busy_until);
        let taken = row!(b.guests, b.status, b.source, b.notes, hex(&b.taken_by), b.taken);
        let proof = row!(hex_of(lower.map(|l| &l.consultant)), lower.map(|l| l.how.clone()), lower.map(|l| l.at));
        [place, taken, proof].join("|")
    };
    house.bookings.iter().map(row).collect()
}

fn services(house: &House) -> Rows {
    let of = |(id, b): (&String, &super::Booking)| -> Rows {
        (0_i64..).zip(&b.services).map(|(position, item)| row!(hex(id), position, hex(item))).collect()
    };
    house.bookings.iter().flat_map(of).collect()
}

fn steps(house: &House) -> Rows {
    let of = |(id, b): (&String, &super::Booking)| -> Rows {
        let steps = (0_i64..).zip(&b.steps);
        steps.map(|(at, (ms, who, step, why, how))| row!(hex(id), at, ms, hex(who), *step, *why, how)).collect()
    };
    house.bookings.iter().flat_map(of).collect()
}

fn not_done(house: &House) -> Rows {
    let of = |(id, b): (&String, &super::Booking)| -> Rows {
        b.not_done.iter().map(|(at, (why, who, ms))| row!(hex(id), *at as i64, *why, hex(who), ms)).collect()
    };
    house.bookings.iter().flat_map(of).collect()
}

fn trays(house: &House) -> Rows {
    let of = |(id, b): (&String, &super::Booking)| {
        b.tray.as_ref().map(|t| row!(hex(id), t.state, hex_of(t.taken_by.as_ref()), t.since))
    };
    house.bookings.iter().filter_map(of).collect()
}

fn calls(house: &House) -> Rows {
    let row = |(id, c): (&String, &super::Call)| {
        let fields = ["name", "tier", "approvalDate", "phone", "startMs", "room", "beautician", "putBack"];
        let said = json!(fields.map(|field| c.said[field].clone())).to_string();
        let heard = c.acknowledged.as_ref();
        row!(hex(id), hex(&c.booking), c.kind, c.at, said, hex_of(heard.map(|h| &h.0)), heard.map(|h| h.1))
    };
    house.calls.iter().map(row).collect()
}

fn sets(house: &House) -> Rows {
    house.sets.iter().map(|(id, s)| row!(hex(id), s.member, s.tier, s.slot, s.due, s.retired)).collect()
}

fn pieces(house: &House) -> Rows {
    let row = |(id, p): (&String, &super::Piece)| {
        row!(hex(id), hex(&p.set), p.kind, p.place, hex_of(p.booking.as_ref()), p.since, p.note)
    };
    house.pieces.iter().map(row).collect()
}

fn moves(house: &House) -> Rows {
    let of = |(id, p): (&String, &super::Piece)| -> Rows {
        let row = |(at, m): (i64, &super::Move)| {
            let (staff, booking) = (hex_of(m.staff.as_ref()), hex_of(m.booking.as_ref()));
            row!(hex(id), at, m.at, staff, m.from, m.to, booking, m.reason)
        };
        (1..).zip(&p.moves).map(row).collect()
    };
    house.pieces.iter().flat_map(of).collect()
}

fn bills(house: &House) -> Rows {
    let row = |(id, b): (&String, &super::Bill)| {
        let head = row!(hex(id), b.number, b.date, b.at, hex_of(b.booking.as_ref()), b.member, b.tier, b.grade);
        [head, row!(hex(&b.cashier), b.list, b.due, b.change)].join("|")
    };
    house.bills.iter().map(row).collect()
}

fn lines(house: &House) -> Rows {
    let of = |(id, b): (&String, &super::Bill)| -> Rows {
        let row = |(at, l): (i64, &super::Line)| {
            let kind = if l.service { "service" } else { "good" };
            row!(hex(id), at, hex(&l.item), l.name, kind, l.quantity, l.list, l.unit, l.unit * l.quantity, l.rule)
        };
        (1..).zip(&b.lines).map(row).collect()
    };
    house.bills.iter().flat_map(of).collect()
}

fn payments(house: &House) -> Rows {
    let of = |(id, b): (&String, &super::Bill)| -> Rows {
        (1_i64..).zip(&b.kept).map(|(at, (method, amount))| row!(hex(id), at, *method, amount)).collect()
    };
    house.bills.iter().flat_map(of).collect()
}

/// What was taken is debited, what was given away as well; sales are credited at list price.
fn ledger(house: &House) -> Rows {
    let of = |(id, b): (&String, &super::Bill)| -> Rows {
        let sold = |service: bool| -> i64 {
            b.lines.iter().filter(|l| l.service == service).map(|l| l.list * l.quantity).sum()
        };
        let taken = |method: &str| -> i64 { b.kept.iter().filter(|(by, _)| *by == method).map(|(_, fen)| fen).sum() };
        let mut entry: Vec<(String, i64)> =
            ["cash", "wechat", "alipay", "card"].map(|method| (format!("till.{method}"), taken(method))).to_vec();
        entry.push(("sales.discount".into(), b.list - b.due));
        entry.push(("sales.service".into(), -sold(true)));
        entry.push(("sales.good".into(), -sold(false)));
        let balance: i64 = entry.iter().map(|(_, fen)| fen).sum();
        assert_eq!(balance, 0, "the model's own entry of {} balances", yuan(b.due));
        entry.retain(|(_, fen)| *fen != 0);
        entry.into_iter().map(|(account, fen)| row!(hex(id), b.date, b.at, true, account, fen)).collect()
    };
    house.bills.iter().flat_map(of).collect()
}

fn devices(house: &House) -> Rows {
    let row = |(id, d): (&String, &super::Device)| {
        let revoked = d.revoked.as_ref();
        row!(hex(id), d.name, d.paired, revoked.map(|r| r.0), hex_of(revoked.map(|r| &r.1)))
    };
    house.devices.iter().map(row).collect()
}

fn invitations(house: &House) -> Rows {
    house.invitations.values().map(|i| row!(hex(&i.by), i.ends, i.used)).collect()
}

fn journal(house: &House) -> Rows {
    vec![row!(house.rows, house.rows)]
}
