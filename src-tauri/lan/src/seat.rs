//! Seats: so many connections at once, and so many of them to one address, so that no single machine takes them all.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Tablets of a shop keep two or three connections each.
const MOST: usize = 128;

/// A browser opens six at most, and the line that is pushed along; a machine may have two browsers, just started anew.
const MOST_OF_ONE: usize = 32;

/// Who is served.
#[derive(Default)]
pub(crate) struct Seats(Mutex<HashMap<IpAddr, usize>>);

/// One connection's place; it is free again when this is dropped.
pub(crate) struct Seat {
    seats: Arc<Seats>,
    of: IpAddr,
}

impl Seats {
    /// A place for one more connection from here; none where there are too many already.
    pub(crate) fn take(self: &Arc<Seats>, of: IpAddr) -> Option<Seat> {
        let mut taken = self.taken();
        if taken.values().sum::<usize>() >= MOST || taken.get(&of).is_some_and(|taken| *taken >= MOST_OF_ONE) {
            return None;
        }
        *taken.entry(of).or_default() += 1;
        Some(Seat { seats: Arc::clone(self), of })
    }

    fn taken(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.seats.taken();
        if let Some(of_this) = taken.get_mut(&self.of) {
            *of_this -= 1;
            if *of_this == 0 {
                taken.remove(&self.of);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn machine(number: u8) -> IpAddr {
        IpAddr::from([192, 168, 1, number])
    }

    #[test]
    fn one_machine_cannot_take_every_seat() {
        let seats = Arc::new(Seats::default());
        let greedy: Vec<Option<Seat>> = (0..MOST).map(|_| seats.take(machine(1))).collect();
        assert_eq!(greedy.iter().flatten().count(), MOST_OF_ONE);
        assert!(seats.take(machine(2)).is_some());
        drop(greedy);
        assert!(seats.take(machine(1)).is_some());
        assert!(seats.taken().is_empty(), "who has gone is forgotten");
    }

    #[test]
    fn a_full_house_turns_newcomers_away_and_takes_them_when_somebody_goes() {
        let seats = Arc::new(Seats::default());
        let mut full: Vec<Seat> = (0..MOST).filter_map(|n| seats.take(machine(n as u8))).collect();
        assert_eq!((full.len(), seats.take(machine(200)).is_some()), (MOST, false));
        full.pop();
        assert!(seats.take(machine(200)).is_some());
    }
}
