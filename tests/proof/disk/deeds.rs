//! The deeds that are done on a disk that may go: a visit from its booking to the shelved linen, an import, backups, a
//! restore of one's own backup and of another salon's, a store of the first schema brought up to date.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lantai_core::clock::Instant;
use lantai_core::commands::{Call, Place};
use lantai_core::home::Home;
use lantai_core::ids::RequestId;
use lantai_core::salon::{Act, Who};
use lantai_core::store::backup;
use lantai_core::store::key::StoreKey;
use lantai_core::test_salon::{BEAUTICIAN, DESK, LAUNDRY, MANAGER, STOCKROOM, TestSalon, at};
use lantai_core::tier::Tier;
use serde_json::{Value, json};

use super::compare;
use super::fail::Forgets;
use super::record::{self, Before, Record};
use super::stage::{Deed, House, SALON, STICK, Step, founding, lay_out, quick_folder, taken_down};

/// Pages in the log after which it is folded into the store; few, so that it happens again and again.
const CHECKPOINT_PAGES: u32 = 48;

/// A story that was played once on a disk that holds, written down.
pub(crate) struct Story {
    pub(crate) name: &'static str,
    pub(crate) steps: Vec<Step>,
    pub(crate) record: Record,
    /// The folder as it really was at the end.
    pub(crate) after: Before,
}

/// What the tests of one run begin with.
pub(crate) struct Beginning {
    salon: Before,
    member: i64,
    room: String,
    beautician: String,
    service: String,
    phrase: String,
}

/// A story while it is played.
pub(crate) struct Play<'a> {
    house: House,
    steps: Vec<Step>,
    pub(crate) beginning: &'a Beginning,
    requests: u32,
}

impl Beginning {
    pub(crate) fn new() -> Beginning {
        let folder = quick_folder();
        let salon = TestSalon::within(folder.path());
        let stage = salon.home.dir.parent().unwrap();
        fs::create_dir(stage.join(STICK)).unwrap();
        let member = salon.qualified("孙丽娟", "13800006027", Tier::Vip);
        backup::to_file(&salon.salon, &stage.join(STICK).join("own.backup")).unwrap();
        salon.must(STOCKROOM, "linen.make_set", json!({ "memberNo": member }));
        salon.must(STOCKROOM, "linen.shelve", json!({ "memberNo": member }));
        let phrase = another_salon(&stage.join(STICK).join("other.backup"));
        Beginning {
            member,
            room: salon.room("V1"),
            beautician: salon.staff(BEAUTICIAN),
            service: salon.item("S001"),
            phrase,
            salon: taken_down(stage),
        }
    }

    /// A visit, or several, one after the other; the manager changes a setting between them.
    pub(crate) fn visits(&self, count: u32, forgets: Option<Forgets>) -> Story {
        self.play("visit", forgets, |play| (0..count).for_each(|visit| play.visit(10 + 2 * visit)))
    }

    /// One visit, the store having been told something.
    pub(crate) fn visits_told(&self, words: &'static str) -> Story {
        self.play("visit", None, |play| {
            play.tell_the_store(words, at(9, 1));
            play.visit(10);
        })
    }

    pub(crate) fn import(&self, rows: usize) -> Story {
        self.play("import", None, |play| {
            play.call(MANAGER, "import.commit", register(0, rows), at(12, 0));
            play.call(MANAGER, "import.commit", register(rows, rows), at(12, 5));
        })
    }

    pub(crate) fn backups(&self, count: u32, forgets: Option<Forgets>) -> Story {
        self.play("backup", forgets, |play| {
            for number in 0..count {
                let name = format!("客人{number}");
                play.call(DESK, "member.add", json!({ "name": name, "phones": [] }), at(13, number));
                play.step(Deed::Backup(at(13, number)));
            }
        })
    }

    pub(crate) fn restore_of_its_own(&self, forgets: Option<Forgets>) -> Story {
        self.play_from("restore of its own", &self.salon, forgets, |play| {
            play.call(DESK, "member.add", json!({ "name": "李四", "phones": [] }), at(14, 0));
            play.step(Deed::Restore { backup: "own.backup", phrase: None, now: at(14, 10) });
            play.call(DESK, "member.add", json!({ "name": "王五", "phones": [] }), at(14, 20));
        })
    }

    pub(crate) fn restore_of_anothers(&self) -> Story {
        self.play_from("restore of another's", &self.salon, None, |play| {
            play.call(DESK, "member.add", json!({ "name": "李四", "phones": [] }), at(14, 0));
            let phrase = Some(self.phrase.clone());
            play.step(Deed::Restore { backup: "other.backup", phrase, now: at(14, 10) });
            play.call(MANAGER, "member.add", json!({ "name": "王五", "phones": [] }), at(14, 20));
        })
    }

    /// The oldest shipped store is opened by this version and worked with.
    pub(crate) fn migration(&self) -> Story {
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/0001");
        let read = |name: &str| (PathBuf::from(SALON).join(name), fs::read(fixture.join(name)).unwrap());
        let whose = StoreKey::read(&fixture.join("store.key")).unwrap().fingerprint().into_bytes();
        let before = Before {
            folders: vec![PathBuf::new(), PathBuf::from(SALON)],
            files: vec![read("store.db"), read("store.key"), (PathBuf::from(SALON).join("store.db.id"), whose)],
        };
        self.play_from("migration", &before, None, |play| {
            play.step(Deed::Open(at(15, 0)));
            play.call(DESK, "member.add", json!({ "name": "王五", "phones": [] }), at(15, 10));
        })
    }

    /// A salon is founded in a folder that is made for it.
    pub(crate) fn founding(&self, forgets: Option<Forgets>) -> Story {
        let before = Before { folders: vec![PathBuf::new()], files: Vec::new() };
        self.play_from("founding", &before, forgets, |play| {
            play.step(Deed::Found(at(9, 0)));
            play.call(MANAGER, "member.add", json!({ "name": "王五", "phones": [] }), at(15, 10));
        })
    }

    fn play(&self, name: &'static str, forgets: Option<Forgets>, tell: impl FnOnce(&mut Play<'_>)) -> Story {
        let mut before = self.salon.clone();
        before.files.retain(|(path, _)| path.starts_with(SALON));
        self.play_from(name, &before, forgets, tell)
    }

    fn play_from(
        &self,
        name: &'static str,
        before: &Before,
        forgets: Option<Forgets>,
        tell: impl FnOnce(&mut Play<'_>),
    ) -> Story {
        let folder = quick_folder();
        let stage = folder.path().join("stage");
        lay_out(before, &stage);
        let mut play = Play { house: House::at(&stage), steps: Vec::new(), beginning: self, requests: 0 };
        if name == "visit" {
            play.tell_the_store(&format!("PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}"), at(9, 0));
        }
        record::begin(&stage, forgets);
        tell(&mut play);
        play.house.salon = None;
        let record = record::end().unwrap();
        Story { name, steps: play.steps, record, after: taken_down(&stage) }
    }
}

impl Play<'_> {
    /// Does one thing, which must go well.
    fn step(&mut self, deed: Deed) -> Value {
        let before = taken_down(&self.house.folder);
        let old = if matches!(deed, Deed::Open(_) | Deed::Found(_)) { None } else { Some(self.digest(deed.at())) };
        let answer = self.house.carry_out_watched(self.steps.len(), &deed).unwrap();
        let new = self.digest(deed.at());
        self.steps.push(Step { deed, before, answer: answer.clone(), old: old.unwrap_or(new), new });
        answer
    }

    fn digest(&mut self, now: Instant) -> compare::Said {
        compare::digest(self.house.open().unwrap(), now).unwrap()
    }

    fn call(&mut self, staff: &str, name: &str, args: Value, now: Instant) -> Value {
        self.requests += 1;
        let call = Call {
            name: name.to_owned(),
            args,
            request_id: Some(request(self.requests)),
            who: Who::Staff(staff.to_owned()),
            device: "test".to_owned(),
            place: Place::Desk,
            now,
        };
        self.step(Deed::Call(call))
    }

    /// The log is folded into the store more often than it would be, or the store no longer waits for the disk.
    pub(crate) fn tell_the_store(&mut self, words: &str, now: Instant) {
        self.requests += 1;
        let request = request(self.requests);
        let act = Act { op: "test.tell", request, now, caller: None, device: "test", args: "{}" };
        let told = self.house.open().unwrap().transact(&act, |work| Ok(work.db.execute_batch(words)?));
        told.unwrap();
    }

    fn visit(&mut self, hour: u32) {
        let Beginning { member, room, beautician, service, .. } = self.beginning;
        let now = |minute: u32| at(hour, minute);
        let wanted = json!({ "memberNo": member, "roomId": room, "beauticianId": beautician, "startMs": at(hour, 30),
                             "serviceIds": [service], "source": "phone" });
        let booking = self.call(DESK, "booking.reserve", wanted, now(1))["bookingId"].clone();
        let asked = json!({ "bookingId": booking });
        let to = |status: &str| json!({ "bookingId": booking, "to": status });
        self.call(STOCKROOM, "tray.ready", asked.clone(), now(10));
        self.call(BEAUTICIAN, "tray.take", asked.clone(), now(20));
        self.call(DESK, "booking.advance", to("arrived"), now(28));
        self.call(BEAUTICIAN, "tray.return", asked.clone(), now(30));
        self.call(BEAUTICIAN, "booking.advance", to("in_treatment"), now(35));
        self.call(BEAUTICIAN, "booking.advance", to("finished"), now(50));
        let sale = json!({ "bookingId": booking, "lines": [{ "itemId": service, "quantity": 1 }],
                           "payments": [{ "method": "cash", "amount": "174.24" }], "due": "174.24" });
        self.call(DESK, "till.settle", sale, now(52));
        self.call(BEAUTICIAN, "linen.slippers_back", asked.clone(), now(53));
        self.call(BEAUTICIAN, "linen.to_laundry", asked, now(54));
        self.call(LAUNDRY, "linen.to_drying", json!({ "memberNo": member }), now(55));
        self.call(STOCKROOM, "linen.shelve", json!({ "memberNo": member }), now(58));
    }
}

fn request(number: u32) -> RequestId {
    serde_json::from_value(json!(format!("01900000-0000-7000-8000-{number:012x}"))).unwrap()
}

/// A front desk's register as text.
fn register(from: usize, rows: usize) -> Value {
    let mut text = String::from("序号,审批日期,姓名,性别,联系电话,出生日期,会员资格,负责美容师,备注\n");
    for row in from..from + rows {
        let name: String =
            ["王", "李", "张", "刘"][row % 4].chars().chain(["芳", "娜", "敏"][row / 4 % 3].chars()).collect();
        text.push_str(&format!("{row},2024-08-13,{name},女,138001{row:05},1985-04-12,SVIP,王强,只做面部\n"));
    }
    json!({ "fileName": "register.csv", "contentBase64": STANDARD.encode(text) })
}

/// A backup of another salon under another key; the phrase that opens it.
fn another_salon(file: &Path) -> String {
    let folder = quick_folder();
    let home = Home::new(folder.path().join(SALON));
    let (salon, phrase) = home.found(&founding("别家"), at(9, 0)).unwrap();
    backup::to_file(&salon, file).unwrap();
    phrase.characters().to_owned()
}
