//! A salon founded in a folder of its own, as both the command line and a program beside it meet it.

use lantai_core::clock::Instant;
use lantai_core::home::{Founding, Home};
use lantai_core::salon::Salon;
use lantai_core::store::key::RecoveryPhrase;

/// Founds it: its manager is 010.
pub(crate) fn found(home: &Home) -> (Salon, RecoveryPhrase) {
    let founding = Founding {
        salon_name: "静安兰台".to_owned(),
        language: "zh-Hans".to_owned(),
        demo: false,
        manager: ("010".to_owned(), "简桂芝".to_owned(), "8024".to_owned()),
    };
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    home.found(&founding, Instant::from_ms(i64::try_from(since.as_millis()).unwrap())).unwrap()
}
