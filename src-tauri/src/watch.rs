//! What the window does by itself while it is open: opens the salon while its page is still being loaded, hears of writes by
//! another program about once a second, keeps the shop's network as the setting wants it, looks the store over once after it
//! was opened, and makes a backup when one is due (which reads every page again).

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crate::house::House;

/// How often the window and `serve` look how the house stands.
pub(crate) const LOOK_EVERY: Duration = Duration::from_secs(1);
const CONSIDER_BACKUP_EVERY: Duration = Duration::from_secs(20);

/// Begins; the thread lives as long as the program.
pub(crate) fn begin(house: Arc<House>) {
    let begun = thread::Builder::new().name("watch".to_owned()).spawn(move || watch(&house));
    if let Err(error) = begun {
        log::error!("nobody watches the store: {error}");
    }
}

fn watch(house: &House) {
    house.state();
    let mut considered = Instant::now();
    let (mut looked_over, mut look_next) = (false, Instant::now());
    loop {
        thread::sleep(LOOK_EVERY);
        if let Ok(salon) = house.salon() {
            if let Err(error) = salon.look_for_other_writers() {
                log::warn!("cannot look for other writers: {error}");
            }
            if looked_over || Instant::now() < look_next {
                house.network.keep(&salon);
            } else {
                looked_over = house.look_over();
                look_next = Instant::now() + CONSIDER_BACKUP_EVERY;
            }
        }
        if considered.elapsed() >= CONSIDER_BACKUP_EVERY {
            considered = Instant::now();
            house.back_up_when_due();
        }
    }
}
