//! The killing: a victim is started in a home, watched by its pipe or over the network, and ended by `SIGKILL` at a moment of
//! chance's choosing.

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::ChildStdout;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant as Stopwatch};

use lantai_core::clock::Instant;
use lantai_core::commands::{Kind, TABLE};
use lantai_core::ids::RequestId;
use lantai_tests::chance::Chance;
use lantai_tests::line::{Line, Reached};
use lantai_tests::workday::{Heard, Workday};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::record::{Asked, Record};
use crate::process::{Victim, port};

/// The PIN the test salon is founded with.
const MANAGER: (&str, &str) = ("010", "2610");

/// No victim takes longer to show what its killer waits for; then it is killed as it stands.
const PATIENCE: Duration = Duration::from_secs(4);

/// When the blow falls.
#[derive(Clone, Debug)]
pub(crate) enum Aim {
    /// So long after the start of the process, whatever it does by then.
    FromStart(Duration),
    /// So long after its first answer.
    FromReady(Duration),
    /// At some moment of the first act of this name.
    During(&'static str),
    /// As soon as anything is acknowledged.
    Acknowledged,
    /// When so many acts were acknowledged.
    After(usize),
}

/// How long acts took when they were seen last: where inside of one to strike.
#[derive(Default)]
pub(crate) struct Durations(HashMap<String, Duration>);

/// One start of a working victim.
pub(crate) struct Start<'a> {
    pub(crate) home: &'a Path,
    pub(crate) now: Instant,
    pub(crate) seed: u64,
    pub(crate) fault: &'static str,
    pub(crate) aim: &'a Aim,
}

/// Starts a working victim, kills it as aimed, and drains its pipe. Gives what was cut short; the record has the rest.
pub(crate) fn at_work(
    run: &Start<'_>,
    chance: &mut Chance,
    seen: &mut Durations,
    record: &mut Record,
) -> Result<Option<Asked>, String> {
    let Start { home, fault, aim, .. } = run;
    let start = Stopwatch::now();
    let (now, seed) = (run.now.ms().to_string(), run.seed.to_string());
    let favoured = if let Aim::During(command) = aim { command } else { "" };
    let (victim, output) = Victim::start(&["work", home.to_str().unwrap(), &now, &seed, fault, favoured]);
    let lines = drained(output);
    let mut strike_at = match aim {
        Aim::FromStart(delay) => start + *delay,
        _ => start + PATIENCE,
    };
    let mut began: Option<(String, Stopwatch)> = None;
    let mut acknowledged = 0;
    loop {
        let line = match lines.recv_timeout(strike_at.saturating_duration_since(Stopwatch::now())) {
            Ok(line) => line,
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => return Err(format!("ended by itself: {:?}", victim.dismiss())),
        };
        let heard = Stopwatch::now();
        if line == "ready" {
            if let Aim::FromReady(delay) = aim {
                strike_at = heard + *delay;
            }
        } else if let Some(name) = record.hear(&line) {
            if matches!(aim, Aim::During(wanted) if *wanted == name) {
                let takes = seen.0.get(&name).copied().unwrap_or(Duration::from_millis(8));
                strike_at = heard + takes.mul_f64(chance.below(1100) as f64 / 1000.0);
            }
            began = Some((name, heard));
        } else {
            if let Some((name, at)) = began.take() {
                seen.0.insert(name, heard - at);
            }
            acknowledged += 1;
            if matches!(aim, Aim::Acknowledged) || matches!(aim, Aim::After(count) if *count == acknowledged) {
                break;
            }
        }
    }
    let killed = victim.kill();
    for line in lines {
        record.hear(&line);
    }
    killed?;
    Ok(record.dies())
}

/// Starts a serving victim, works as its tablet, and kills it so long after the first act.
pub(crate) fn at_service(
    home: &Path,
    authority: &str,
    cookie: &str,
    now: Instant,
    seed: u64,
    delay: Duration,
    record: &mut Record,
) -> Result<Option<Asked>, String> {
    let (victim, mut output) = Victim::start(&["serve", home.to_str().unwrap(), &now.ms().to_string(), "none"]);
    let port = port(&mut output).ok_or("it is not served")?;
    let mut line = Reached::new(authority, port).line().map_err(|error| error.to_string())?;
    let signing =
        json!({ "args": { "number": MANAGER.0, "pin": MANAGER.1 }, "requestId": Uuid::from_u64_pair(seed, 0) });
    let heard = posted(&mut line, cookie, "session.sign_in", &signing).ok_or("nobody signs in")?;
    let session = heard.1["token"].as_str().ok_or_else(|| format!("nobody signs in: {}", heard.1))?.to_owned();
    let killer = std::thread::spawn(move || {
        std::thread::sleep(delay);
        victim.kill()
    });
    let mut asked = 0;
    let mut ask = |name: &str, args: Value| -> Heard {
        asked += 1;
        let request = RequestId(Uuid::from_u64_pair(seed, asked));
        let writes = TABLE.iter().any(|command| command.name == name && command.kind() == Kind::Write);
        if writes {
            record.asks(Asked { request, name: name.to_owned(), args: args.clone() });
        }
        let words = json!({ "args": args, "session": session, "requestId": request });
        let Some((status, answer, text)) = posted(&mut line, cookie, name, &words) else {
            return Heard::Gone;
        };
        if writes {
            let digest = hex::encode(Sha256::digest(text.as_bytes()));
            record.answers(if status == 200 { &digest } else { "refused" });
        }
        match status {
            200 => Heard::Answer(answer),
            _ => Heard::Refused(answer["code"].as_str().unwrap_or_default().to_owned()),
        }
    };
    if let Some(mut day) = Workday::begin(seed, now, false, &mut ask) {
        while day.act(&mut ask).is_some() {}
    }
    killer.join().unwrap()?;
    Ok(record.dies())
}

/// One call of the table; nothing when the line is dead.
fn posted(line: &mut Line, cookie: &str, name: &str, words: &Value) -> Option<(u16, Value, String)> {
    let heard = line.ask("POST", &format!("/call/{name}"), &[("cookie", cookie)], words.to_string().as_bytes()).ok()?;
    let answer = serde_json::from_str(&heard.body).ok()?;
    Some((heard.status, answer, heard.body))
}

fn drained(output: BufReader<ChildStdout>) -> Receiver<String> {
    let (sender, lines) = channel();
    std::thread::spawn(move || {
        let mut output = output;
        let mut line = String::new();
        // A line without its end was never said.
        while output.read_line(&mut line).is_ok() && line.ends_with('\n') {
            if sender.send(line.trim_end().to_owned()).is_err() {
                return;
            }
            line.clear();
        }
    });
    lines
}
