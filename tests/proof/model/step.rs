//! One step of a run: who does what, where, when, under which request. It can be said as a line of the command line, so that a
//! failure can be read and done again by hand.
//!
//! What is random in the product (sessions, proofs, codes) is called in a step by the request that made it: `@session:7`. So a
//! run can be done again, with steps left out, and means the same.

use serde_json::Value;

/// How a step says who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Asker {
    Nobody,
    Number(String),
    Session(String),
}

/// One step.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub name: &'static str,
    pub args: Value,
    /// Its arguments do not have the form they must have.
    pub malformed: bool,
    pub request: u128,
    pub asker: Asker,
    /// At which tablet; none at the desk's own computer.
    pub tablet: Option<String>,
    pub now: i64,
    /// The salon is closed and opened again before it.
    pub reopened: bool,
}

impl Step {
    /// The device, as the journal writes it.
    pub(crate) fn device(&self) -> &str {
        self.tablet.as_deref().unwrap_or("desk")
    }

    /// As it would be typed.
    pub(crate) fn line(&self) -> String {
        let who = match &self.asker {
            Asker::Nobody => "nobody".to_owned(),
            Asker::Number(number) => number.clone(),
            Asker::Session(session) => session.clone(),
        };
        let opened = if self.reopened { "(closed and opened) " } else { "" };
        let mut args = self.args.to_string();
        if args.len() > 700 {
            args.truncate((0..=700).rev().find(|at| args.is_char_boundary(*at)).unwrap_or(0));
            args.push('…');
        }
        format!(
            "{opened}lantai call {} '{args}' --as {who} --device {} --at {} --request {:x}",
            self.name,
            self.device(),
            self.now,
            self.request
        )
    }
}
