//! `lantai call`: any command of the table by name, as the window and the network carry it.

use std::process::ExitCode;

use clap::Args;
use lantai_core::commands::{self, Kind, TABLE, wire};
use lantai_core::error::{Error, ErrorCode, Failure};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Options, open, print};

/// Which command, with what, as whom.
#[derive(Debug, Args)]
#[command(
    after_help = "--as names a member of staff by number. No PIN is asked, because whoever runs this can read the store's \
key anyway;\nthe person's roles are enforced and the journal shows the device \"command line\".\n\nExamples:\n  \
lantai call --list --json\n  lantai call house.status\n  lantai call member.search '{\"query\":\"zs\"}' --as 001\n  \
echo '{\"date\":\"2026-11-21\"}' | lantai call till.day - --as 010"
)]
pub(crate) struct CallOne {
    /// The command's name, e.g. member.search
    #[arg(required_unless_present = "list")]
    name: Option<String>,
    /// Its arguments as JSON; `-` reads them from stdin
    #[arg(default_value = "null", value_name = "JSON")]
    args: String,
    /// The staff number to act as
    #[arg(long = "as", value_name = "STAFF")]
    staff: Option<String>,
    /// Make a write happen once however often it is repeated: the same id gives the first answer again
    #[arg(long, value_name = "UUID")]
    request_id: Option<Uuid>,
    /// List every command: name, kind, arguments, result, roles
    #[arg(long, conflicts_with = "name")]
    list: bool,
}

impl CallOne {
    pub(super) fn run(self, options: &Options) -> Result<ExitCode, Failure> {
        let Some(name) = self.name.filter(|_| !self.list) else {
            list(options);
            return Ok(ExitCode::SUCCESS);
        };
        let args = read_args(&self.args)?;
        let opened = open::open(options)?;
        print::json(&opened.ask(self.staff.as_deref(), &name, args, self.request_id)?);
        Ok(ExitCode::SUCCESS)
    }
}

fn read_args(given: &str) -> Result<Value, Failure> {
    let not_json = |detail: String| Error::refused(ErrorCode::BadArguments).with("detail", detail).failure();
    let text = match given {
        "-" => std::io::read_to_string(std::io::stdin()).map_err(|error| not_json(error.to_string()))?,
        text => text.to_owned(),
    };
    serde_json::from_str(&text).map_err(|error| not_json(error.to_string()))
}

fn list(options: &Options) {
    let mut types = wire::Types::default();
    let roles = commands::permissions();
    let rows = TABLE.iter().map(|command| {
        let kind = match command.kind() {
            Kind::Read => "read",
            Kind::Write => "write",
            Kind::Signal => "signal",
        };
        let (args, result) = ((command.args)(&mut types), (command.answer)(&mut types));
        json!({ "name": command.name, "kind": kind, "args": args, "result": result, "roles": roles.get(command.name) })
    });
    let rows: Vec<Value> = rows.collect();
    if options.json {
        print::json(&rows);
        return;
    }
    for row in &rows {
        let roles: Vec<&str> = row["roles"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let shown = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
        let line = format!("{:<22} {:<6} ({}) -> {}", shown("name"), shown("kind"), shown("args"), shown("result"));
        print::line(&format!("{line}  [{}]", roles.join(", ")));
    }
}
