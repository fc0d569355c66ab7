//! A booking with its conflict check, and the settlement of a visit, each on the disk when it returns, against one append of
//! as many bytes as the write put into the log, and fdatasync, in the same folder.
//!
//! Nobody who keeps a promise can do less than that. How many bytes a write put into the log is read off the log's own index.
//! To tell what the seals cost from what the house does, each stands beside a bare commit of as many pages, too: they are
//! sealed and synced, and nothing is asked or checked.

use std::cell::RefCell;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::Duration;

use lantai_core::clock::Instant;
use lantai_core::store::key::StoreKey;
use lantai_core::store::open;
use lantai_core::test_salon::{BEAUTICIAN, DESK, OTHER_BEAUTICIAN, TestSalon, at};
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::compare::{Figure, Rounds, watch};

/// Bookings of one round: a whole day of two rooms.
const A_DAY: usize = 18;
/// More pages than any of these writes touches.
const MOST_PAGES: usize = 60;
/// A page and its header in the log.
const FRAME: usize = 4096 + 24;

/// Both, in a salon of its own whose members are there already.
pub(crate) fn measure(salon: &TestSalon, members: u32, rounds: usize) -> Vec<Figure> {
    let house = House::of(salon);
    let mut file = append_to(&salon.home.dir.join("append"));
    let mut bare = Bare::beside(salon);
    let mut figures = Vec::new();
    for (turn, (what, write)) in [("booking", book as Day), ("settlement", settle)].into_iter().enumerate() {
        let day = |half: usize, round: usize| (turn * 2 + half) * rounds + round;
        let (appended, bytes) =
            beside(rounds, |round| write(&house, members, day(0, round)), |bytes| append(&mut file, bytes));
        let (sealed, _) = beside(rounds, |round| write(&house, members, day(1, round)), |bytes| bare.commit(bytes));
        figures.extend([
            appended.ratio(what, 50, Some(1.35), &format!("{bytes} bytes of log each")),
            appended.ratio(what, 99, None, "a checkpoint falls into some"),
            sealed.ratio(&format!("{what} beside a bare commit"), 50, None, "as many pages sealed, nothing asked"),
        ]);
    }
    figures
}

/// The writes of one day, how long each took and how many bytes of log it made.
type Day = fn(&House<'_>, u32, usize) -> Vec<(Duration, usize)>;

struct House<'a> {
    salon: &'a TestSalon,
    rooms: [String; 2],
    beauticians: [String; 2],
    service: String,
}

impl House<'_> {
    fn of(salon: &TestSalon) -> House<'_> {
        House {
            salon,
            rooms: ["P1", "P2"].map(|room| salon.room(room)),
            beauticians: [BEAUTICIAN, OTHER_BEAUTICIAN].map(|number| salon.staff(number)),
            service: salon.item("S001"),
        }
    }

    /// The nth slot of a day: two rooms, every hour and a quarter.
    fn slot(&self, members: u32, day: usize, n: usize) -> Value {
        let start = opening(day).plus_minutes(60 + 75 * (n as i64 / 2));
        let member = (day * A_DAY + n) as u32 * 7 % members + 1;
        json!({ "memberNo": member, "roomId": self.rooms[n % 2], "beauticianId": self.beauticians[n % 2],
                "startMs": start, "serviceIds": [self.service], "source": "phone" })
    }
}

fn opening(day: usize) -> Instant {
    at(9, 0).plus_minutes(day as i64 * 24 * 60)
}

/// A day's bookings, one after another; those taken before stand in their way.
fn book(house: &House<'_>, members: u32, day: usize) -> Vec<(Duration, usize)> {
    house.salon.turn_to_instant(opening(day));
    (0..A_DAY).map(|n| logged(house.salon, "booking.reserve", house.slot(members, day, n))).collect()
}

/// A day's visits are brought to their end, then each is settled.
fn settle(house: &House<'_>, members: u32, day: usize) -> Vec<(Duration, usize)> {
    house.salon.turn_to_instant(opening(day));
    let finished: Vec<Value> = (0..A_DAY)
        .map(|n| {
            let booking = house.salon.must(DESK, "booking.reserve", house.slot(members, day, n))["bookingId"].clone();
            for to in ["arrived", "in_treatment", "finished"] {
                house.salon.must(DESK, "booking.advance", json!({ "bookingId": booking, "to": to }));
            }
            let due = house.salon.must(DESK, "till.quote", json!({ "bookingId": booking, "lines": [] }))["due"].clone();
            json!({ "bookingId": booking, "lines": [], "due": due, "payments": [{ "method": "wechat", "amount": due }] })
        })
        .collect();
    finished.into_iter().map(|asked| logged(house.salon, "till.settle", asked)).collect()
}

/// One write, how long it took, and how many bytes it put into the log.
fn logged(salon: &TestSalon, name: &str, args: Value) -> (Duration, usize) {
    let file = salon.home.store_file();
    let before = frames(&file);
    let (_, took) = watch(|| salon.must(DESK, name, args));
    let after = frames(&file);
    // A log that was folded into the store begins anew.
    let written = if after > before { after - before } else { after };
    (took, written as usize * FRAME)
}

/// How many frames the log holds, as its index says.
fn frames(store: &Path) -> u32 {
    let mut name = store.as_os_str().to_owned();
    name.push("-shm");
    let mut held = [0; 4];
    File::open(name).and_then(|index| index.read_exact_at(&mut held, 16)).expect("the log's index");
    u32::from_ne_bytes(held)
}

/// A day's writes beside the rival, who is told how many bytes each of them put into the log.
fn beside(
    rounds: usize,
    mut write: impl FnMut(usize) -> Vec<(Duration, usize)>,
    mut rival: impl FnMut(usize) -> Duration,
) -> (Rounds, usize) {
    // Said by the day's writes before the rival's first turn.
    let sizes = RefCell::new(vec![FRAME; A_DAY]);
    let keep_sizes = |written: Vec<(Duration, usize)>| {
        *sizes.borrow_mut() = written.iter().map(|(_, bytes)| *bytes).collect();
        written.into_iter().map(|(took, _)| took).collect::<Vec<Duration>>()
    };
    let both = Rounds::of(
        rounds,
        |round| keep_sizes(write(round)),
        |_| sizes.borrow().iter().map(|bytes| rival(*bytes)).collect(),
    );
    let mut sizes = sizes.into_inner();
    sizes.sort_unstable();
    (both, sizes[sizes.len() / 2])
}

/// A store like the salon's, with a table of rows that fill a page each.
struct Bare {
    store: Connection,
    turn: u8,
}

impl Bare {
    fn beside(salon: &TestSalon) -> Bare {
        let folder = salon.home.dir.join("bare");
        std::fs::create_dir(&folder).expect("a folder");
        let key = StoreKey::random().expect("a key");
        let store = open::create(&folder.join("store.db"), &key).expect("a store");
        store.execute_batch("CREATE TABLE bare (page INTEGER PRIMARY KEY, content BLOB NOT NULL)").expect("a table");
        for page in 0..MOST_PAGES {
            store.execute("INSERT INTO bare VALUES (?1, zeroblob(3900))", [page]).expect("a page");
        }
        Bare { store, turn: 0 }
    }

    fn commit(&mut self, bytes: usize) -> Duration {
        self.turn = self.turn.wrapping_add(1);
        let (content, store) = ([self.turn; 3900], &self.store);
        watch(|| {
            store.execute_batch("BEGIN IMMEDIATE").expect("begun");
            let mut write = store.prepare_cached("UPDATE bare SET content = ?1 WHERE page < ?2").expect("a write");
            write.execute((&content[..], bytes / FRAME)).expect("written");
            store.execute_batch("COMMIT").expect("on the disk");
        })
        .1
    }
}

fn append_to(path: &Path) -> File {
    OpenOptions::new().create(true).append(true).open(path).expect("a file to append to")
}

fn append(file: &mut File, bytes: usize) -> Duration {
    let noise = vec![0xA5; bytes];
    watch(|| {
        file.write_all(&noise).expect("appended");
        file.sync_data().expect("on the disk");
    })
    .1
}
