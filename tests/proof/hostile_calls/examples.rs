//! A call of every command as a screen might send it, with each field it can have: what hostile bodies are made from.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lantai_core::test_salon::at;
use lantai_tests::chance::Chance;
use serde_json::{Value, json};

use super::things::{PIN, SPARE, Things};

const TODAY: &str = "2026-11-21";

/// The arguments of a call; nothing for a command that has no example.
pub(crate) fn example(name: &str, things: &Things, chance: &mut Chance) -> Option<Value> {
    let noun = name.split('.').next()?;
    match noun {
        "house" | "session" | "store" | "staff" | "device" => people(name, things, chance),
        "member" => members(name, things, chance),
        "booking" => bookings(name, things, chance),
        "tray" | "linen" => linen(name, things, chance),
        "till" => till(name, things, chance),
        _ => house(name, things, chance),
    }
}

fn people(name: &str, things: &Things, chance: &mut Chance) -> Option<Value> {
    let number = chance.one_of(&SPARE).0;
    let spare = 200 + chance.below(700);
    Some(match name {
        "house.status" | "house.accept_clock" | "store.status" | "store.backup" | "session.me" | "session.touch"
        | "session.sign_out" | "staff.list" | "device.invite" | "device.list" => json!(null),
        "session.sign_in" => json!({ "number": number, "pin": PIN }),
        "session.prove" => json!({ "number": SPARE[0].0, "pin": PIN, "memberNo": chance.one_of(&things.members),
                                   "roomId": chance.one_of(&things.rooms), "startMs": at(16, 0) }),
        "staff.save" if chance.in_hundred(50) => json!({ "id": things.staff[0], "number": SPARE[0].0, "name": "员090",
                                                          "group": "甲组", "roles": ["consultant"], "active": true }),
        "staff.save" => {
            json!({ "number": spare.to_string(), "name": "新来的", "roles": ["cleaner", "laundry"], "active": true })
        }
        "staff.set_pin" => json!({ "number": number, "pin": PIN }),
        "staff.change_pin" => json!({ "oldPin": PIN, "newPin": PIN }),
        "staff.unlock" => json!({ "number": number }),
        "device.pair" => json!({ "code": "ABCD-EFGH-JKMN-PQRS", "name": format!("平板{spare}") }),
        "device.revoke" => json!({ "id": chance.one_of(&things.devices) }),
        _ => return None,
    })
}

fn members(name: &str, things: &Things, chance: &mut Chance) -> Option<Value> {
    let member = chance.one_of(&things.members);
    let phone = format!("137{:08}", chance.any() % 100_000_000);
    Some(match name {
        "member.search" => {
            json!({ "query": chance.one_of(&["zs", "8001", "张", "0412", "zhangsan", "138 0013"]), "limit": 20 })
        }
        "member.card" | "member.file" | "member.reveal" => json!({ "memberNo": member }),
        "member.list" => json!({ "tier": chance.one_of(&["ordinary", "vip", "svip"]), "after": 1, "limit": 50 }),
        "member.add" => json!({ "name": "林芳", "phones": [phone], "birthday": "1985-04-12", "gender": "female",
                                "allergies": ["花粉"], "notes": "怕冷\n要厚毯", "usualBeauticianId": chance.one_of(&things.beauticians),
                                "allowSame": chance.in_hundred(70) }),
        "member.amend" => {
            json!({ "memberNo": member, "name": "林芳芳", "birthday": "04-12", "gender": null, "allergies": ["酒精"],
                                  "notes": "", "usualBeauticianId": null })
        }
        "member.store_phone" => json!({ "memberNo": member, "phone": phone }),
        _ => return None,
    })
}

fn bookings(name: &str, things: &Things, chance: &mut Chance) -> Option<Value> {
    let start = at(10 + chance.below(35) as u32, 15 * chance.below(4) as u32);
    let mut slot = json!({ "memberNo": chance.one_of(&things.members), "roomId": chance.one_of(&things.rooms),
                           "beauticianId": chance.one_of(&things.beauticians), "startMs": start,
                           "serviceIds": [chance.one_of(&things.items[..2])], "guests": 1 });
    let booking = chance.one_of(&things.bookings);
    if chance.in_hundred(50) {
        slot["endMs"] = json!(start.plus_minutes(60));
    }
    let lower = json!({ "proof": "00", "consentHow": "phone", "consentAt": at(9, 0) });
    Some(match name {
        "booking.day" | "booking.arrivals" => json!({ "date": TODAY }),
        "booking.offer" => {
            json!({ "memberNo": chance.one_of(&things.members), "serviceIds": [things.items[0]], "guests": 1,
                                   "beauticianId": things.beauticians[0], "roomId": null, "notBefore": start })
        }
        "booking.check" => {
            slot["moving"] = json!(booking);
            slot
        }
        "booking.reserve" => {
            slot["source"] = json!(chance.one_of(&["phone", "wechat", "walk_in"]));
            slot["notes"] = json!("靠窗");
            if chance.in_hundred(20) {
                slot["exception"] = lower;
            }
            slot
        }
        "booking.move" => {
            slot["bookingId"] = json!(booking);
            slot["consentHow"] = json!("in_person");
            if chance.in_hundred(50) {
                slot.as_object_mut()?.remove("memberNo");
            }
            slot
        }
        "booking.advance" => {
            json!({ "bookingId": booking, "to": chance.one_of(&["confirmed", "arrived", "in_treatment", "finished"]) })
        }
        "booking.cancel" => json!({ "bookingId": booking, "reason": "临时有事", "noShow": chance.in_hundred(20) }),
        _ => return None,
    })
}

fn linen(name: &str, things: &Things, chance: &mut Chance) -> Option<Value> {
    let booking = chance.one_of(&things.bookings);
    let member = chance.one_of(&things.members);
    let piece = chance.one_of(&things.pieces);
    Some(match name {
        "tray.day" => json!({ "date": TODAY }),
        "tray.calls" | "linen.shelf" | "linen.tasks" => json!(null),
        "tray.acknowledge" => json!({ "callId": chance.one_of(&things.calls) }),
        "tray.ready" => json!({ "bookingId": booking, "withoutMissing": true }),
        "tray.take"
        | "tray.put_away"
        | "tray.bring_back"
        | "tray.return"
        | "linen.slippers_back"
        | "linen.to_laundry" => {
            json!({ "bookingId": booking })
        }
        "linen.set" | "linen.to_drying" | "linen.shelve" | "linen.retire" | "linen.to_stock" => {
            json!({ "memberNo": member })
        }
        "linen.mark" => json!({ "pieceId": piece, "as": chance.one_of(&["lost", "damaged"]), "reason": "找不到" }),
        "linen.replace" | "linen.recover" => json!({ "pieceId": piece, "reason": "找到了" }),
        "linen.make_set" => json!({ "memberNo": member, "slot": 1 + chance.below(40) }),
        _ => return None,
    })
}

fn till(name: &str, things: &Things, chance: &mut Chance) -> Option<Value> {
    let bill = chance.one_of(&things.bills);
    let lines = json!([{ "itemId": things.items[2], "quantity": 1 }]);
    Some(match name {
        "till.quote" if chance.in_hundred(50) => {
            json!({ "bookingId": chance.one_of(&things.bookings), "lines": [], "notDone": [] })
        }
        "till.quote" => json!({ "memberNo": null, "lines": lines }),
        "till.settle" if chance.in_hundred(50) => {
            json!({ "lines": lines, "payments": [{ "method": "wechat", "amount": "38.00" }], "due": "38.00" })
        }
        "till.settle" => {
            json!({ "bookingId": chance.one_of(&things.bookings), "lines": [], "due": "0.00", "payments": [],
                                 "notDone": [{ "itemId": things.items[0], "reason": "她不要了" }] })
        }
        "till.receipt" => json!({ "billId": bill }),
        "till.print" => json!({ "billId": bill, "to": "file" }),
        "till.day" => json!({ "date": TODAY }),
        _ => return None,
    })
}

fn house(name: &str, things: &Things, chance: &mut Chance) -> Option<Value> {
    let register = STANDARD.encode("序号,审批日期,姓名,性别,联系电话,出生日期,会员资格,负责美容师,备注\n1,2025-03-15,周九,女,13500135009,,VIP,董瑞,\n");
    let spare = chance.below(90);
    Some(match name {
        "catalog.list" => json!({ "includeInactive": true }),
        "catalog.save" => {
            json!({ "code": format!("X{spare}"), "name": "手霜", "kind": "good", "category": "护手", "minutes": null,
                                  "price": "39.00", "memberPrice": "35.10", "rooms": "全部", "active": chance.in_hundred(90) })
        }
        "room.list" | "setting.list" => json!(null),
        "room.save" => {
            json!({ "number": format!("N{spare}"), "tier": "ordinary", "beds": 1, "note": "朝南", "active": true })
        }
        "import.preview" | "import.commit" => {
            json!({ "fileName": "a.csv", "contentBase64": register, "kind": "front_desk_register",
                                                       "columns": { "name": 2 }, "fixes": { "2": { "values": { "name": "周九" }, "decision": "accept" } } })
        }
        "import.cancel" => json!({ "requestId": things.bookings[0] }),
        "setting.set" => {
            json!({ "key": chance.one_of(&["turnover_minutes", "linen_turnaround_minutes"]), "value": 30, "effectiveFrom": TODAY })
        }
        "setting.withdraw" => json!({ "key": "turnover_minutes", "effectiveFrom": "2026-12-24" }),
        _ => return None,
    })
}
