//! How long it takes until a salon gives its first answer: after a kill, and after a good end of the same store, in turn.

use std::io::BufRead;
use std::path::Path;
use std::time::{Duration, Instant as Stopwatch};

use lantai_core::clock::Instant;

use crate::process::Victim;

/// Starts measured in pairs.
#[derive(Default)]
pub(crate) struct Starts {
    after_kill: Vec<Duration>,
    after_good_end: Vec<Duration>,
}

impl Starts {
    /// A home whose process was killed just now and that nobody has opened since: started, ended well, started again.
    pub(crate) fn measure(&mut self, home: &Path, now: Instant) -> Result<(), String> {
        self.after_kill.push(start(home, now)?);
        self.after_good_end.push(start(home, now)?);
        Ok(())
    }

    /// The middle one of each, in milliseconds, and how much longer the first takes.
    pub(crate) fn figures(&mut self) -> (f64, f64, f64) {
        let [killed, ended] = [&mut self.after_kill, &mut self.after_good_end].map(|times| {
            times.sort();
            times[times.len() / 2].as_secs_f64() * 1000.0
        });
        (killed, ended, killed / ended)
    }
}

/// From the start of the process to its first answer.
pub(crate) fn start(home: &Path, now: Instant) -> Result<Duration, String> {
    let begun = Stopwatch::now();
    let (victim, mut output) = Victim::start(&["open", home.to_str().unwrap(), &now.ms().to_string()]);
    let mut line = String::new();
    output.read_line(&mut line).map_err(|error| error.to_string())?;
    let took = begun.elapsed();
    victim.dismiss()?;
    if line.trim() == "ready" { Ok(took) } else { Err(format!("no start: {line}")) }
}
