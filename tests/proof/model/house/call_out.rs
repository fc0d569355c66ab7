//! The call to the stockroom (§3.6): every VIP and SVIP booking, change and cancellation, as it was said then.

use serde_json::{Value, json};

use super::ask::text_of;
use super::{Call, House, Said, Told, Tray, Word};

impl House {
    /// Calls a booking out and sees to its trays. An ordinary guest has none, unless she was VIP when she booked.
    pub(super) fn call_out(&mut self, id: &str, kind: Word, put_back: bool) {
        let booking = &self.bookings[id];
        let state = booking.tray.as_ref().map_or("none", |tray| tray.state);
        let kind = match (booking.tier, state) {
            ("ordinary", "none" | "void") => return,
            ("ordinary", _) => "cancelled",
            _ => kind,
        };
        match (kind, state) {
            ("cancelled", "waiting" | "ready") => self.put_back(id, "void"),
            ("new" | "changed", "void") => self.put_back(id, "waiting"),
            ("new" | "changed", "none") => {
                let tray = Tray { state: "waiting", taken_by: None, since: self.at };
                self.bookings.get_mut(id).expect("a booking").tray = Some(tray);
            }
            _ => {}
        }
        let said = self.what_is_said(id, put_back || (kind == "cancelled" && state == "ready"));
        let call = Call { booking: id.to_owned(), kind, at: self.at, said, acknowledged: None };
        let id = self.new_id();
        self.calls.insert(id, call);
    }

    fn what_is_said(&self, id: &str, put_back: bool) -> Value {
        let booking = &self.bookings[id];
        json!({
            "name": self.members[&booking.member].name,
            "tier": booking.tier,
            "approvalDate": self.qualification_of(booking.member).map(|held| held.approved.clone()),
            "phone": self.first_phone(booking.member),
            "startMs": booking.start,
            "room": self.rooms[&booking.room].number,
            "beautician": self.staff[&booking.beautician].name,
            "putBack": put_back,
        })
    }

    /// A second tap changes nothing.
    pub(super) fn acknowledge(&mut self, args: &Value) -> Said {
        let (me, at) = (self.caller.clone().expect("a caller"), self.at);
        let call = self.calls.get_mut(&text_of(args, "callId")).ok_or_else(|| vec!["no_such_call"])?;
        call.acknowledged.get_or_insert((me, at));
        Ok(Told::new())
    }
}
