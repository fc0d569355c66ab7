//! Two ways of doing a thing, in turn, in rounds; what one costs of the other, and how sure that is.
//!
//! A round does both, and every other round the other one first: a machine that slows down, or that others use, slows both.
//! Each round gives one ratio. Their median is the figure; its interval (95 %) is read off the sorted ratios themselves, so
//! nothing is supposed of how they are spread.

use std::path::PathBuf;
use std::time::{Duration, Instant as Stopwatch};

use serde::Serialize;

/// Where times lie, in microseconds.
#[derive(Clone, Copy, Serialize)]
pub(crate) struct Spread {
    pub(crate) p50: f64,
    pub(crate) p95: f64,
    pub(crate) p99: f64,
}

/// One line of the table.
#[derive(Serialize)]
pub(crate) struct Figure {
    pub(crate) what: String,
    pub(crate) subject: Spread,
    pub(crate) rival: Spread,
    /// What the figure is: a ratio (`×`) or an exponent (`^`).
    pub(crate) unit: &'static str,
    pub(crate) figure: f64,
    /// The interval in which the figure lies with 95 % confidence.
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// The most it may be; none where it is told only to explain another.
    pub(crate) limit: Option<f64>,
    pub(crate) note: String,
}

/// The times of both, round by round.
pub(crate) struct Rounds {
    pub(crate) subject: Vec<Vec<Duration>>,
    pub(crate) rival: Vec<Vec<Duration>>,
}

impl Rounds {
    /// Does both so many times; each is handed the number of its round and gives its times.
    pub(crate) fn of(
        rounds: usize,
        mut subject: impl FnMut(usize) -> Vec<Duration>,
        mut rival: impl FnMut(usize) -> Vec<Duration>,
    ) -> Rounds {
        let mut both = Rounds { subject: Vec::new(), rival: Vec::new() };
        for round in 0..rounds {
            if round % 2 == 0 {
                both.subject.push(subject(round));
                both.rival.push(rival(round));
            } else {
                both.rival.push(rival(round));
                both.subject.push(subject(round));
            }
        }
        both
    }

    /// The ratio at this percentile, held against a limit.
    pub(crate) fn ratio(&self, what: &str, percent: usize, limit: Option<f64>, note: &str) -> Figure {
        let each = self.subject.iter().zip(&self.rival);
        let ratios = each.map(|(subject, rival)| at(subject, percent) / at(rival, percent)).collect();
        let (low, figure, high) = median(ratios);
        let what = format!("{what}, p{percent}");
        let (subject, rival) = (spread(&self.subject), spread(&self.rival));
        Figure { what, subject, rival, unit: "×", figure, low, high, limit, note: note.to_owned() }
    }
}

/// The median with the interval in which it lies with 95 % confidence; of few values, the whole range.
pub(crate) fn median(mut values: Vec<f64>) -> (f64, f64, f64) {
    values.sort_by(f64::total_cmp);
    let count = values.len() as f64;
    let below = ((count - 1.96 * count.sqrt()) / 2.0).floor().max(0.0) as usize;
    (values[below], values[(values.len() - 1) / 2], values[values.len() - 1 - below])
}

/// All times of all rounds together.
pub(crate) fn spread(rounds: &[Vec<Duration>]) -> Spread {
    let all = rounds.concat();
    Spread { p50: at(&all, 50), p95: at(&all, 95), p99: at(&all, 99) }
}

/// A percentile, in microseconds.
pub(crate) fn at(times: &[Duration], percent: usize) -> f64 {
    let mut times = times.to_vec();
    times.sort();
    times[(times.len() - 1) * percent / 100].as_nanos() as f64 / 1e3
}

/// Does one thing with each and says how long each took.
pub(crate) fn timed<T>(things: &[T], mut work: impl FnMut(&T)) -> Vec<Duration> {
    things.iter().map(|thing| watch(|| work(thing)).1).collect()
}

/// Does one thing and says how long it took.
pub(crate) fn watch<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let watch = Stopwatch::now();
    let done = work();
    (done, watch.elapsed())
}

/// The same figures, shown as they come: a million members take a quarter of an hour.
pub(crate) fn shown(figures: Vec<Figure>) -> Vec<Figure> {
    for line in &figures {
        println!("{} {:.2}{} ({:.2} – {:.2})", line.what, line.figure, line.unit, line.low, line.high);
    }
    figures
}

/// Keeps the figures of a part where `script/bench` gathers them.
pub(crate) fn keep(part: &str, figures: &[Figure]) {
    let folder = folder();
    let json = serde_json::to_string_pretty(figures).expect("JSON");
    std::fs::write(folder.join(format!("{part}.json")), json).expect("the figures are kept");
}

/// Where the figures are gathered, on the disk that is measured.
pub(crate) fn folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("../../target"), PathBuf::from);
    let folder = target.join("bench");
    std::fs::create_dir_all(&folder).expect("a folder for the figures");
    folder
}
