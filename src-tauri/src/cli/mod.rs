//! The command line: the same commands as the window, for support, scripts and the first start.
//!
//! Whoever can run it can read the store's key, so it asks for no PIN; but the roles of the person named by `--as` are
//! enforced below it, and the journal shows the device "command line".

mod accept_loss;
mod backup;
mod call;
mod demo;
mod import;
mod import_words;
mod open;
mod print;
mod progress;
mod recover;
mod restore;
mod sentences;
mod serve;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use lantai_core::home::Home;
use lantai_core::store::keep::Keeping;

pub(crate) use open::heard;
pub(crate) use print::{no_screen, no_window};

use crate::{keyring, machine};

const EXAMPLES: &str = "\
Examples:
  lantai                                            open the window
  lantai demo                                       found the demo salon in an empty folder
  lantai import members.xlsx --dry-run              what an import would do, row by row
  lantai call member.search '{\"query\":\"6027\"}' --as 001
  lantai call --list                                every command, its arguments, result and roles
  lantai backup /media/usb/salon.backup
  lantai verify --json
  lantai serve                                      for tablets, without a window

Exit codes:
  0  done
  1  refused, or a check failed; stderr says `code: sentence`, with --json {\"code\",\"params\"}
  2  not understood: wrong options or arguments
  3  the salon's store cannot be used (missing, locked, damaged, cut short, newer, wrong or no key, read-only, disk full)
  4  the window cannot open (no screen)
  5  an import waits: doubtful rows, nothing was written
  6  an import was done, but refused rows were left out

The language of messages follows LC_ALL, LC_MESSAGES and LANG.";

/// What the command line asks for.
#[derive(Debug, Parser)]
#[command(name = "lantai", version, about = "Lantai 兰台: the front desk of one salon", after_help = EXAMPLES)]
pub(crate) struct Asked {
    #[command(flatten)]
    pub(crate) options: Options,
    #[command(subcommand)]
    pub(crate) task: Option<Task>,
}

/// What holds for every task.
#[derive(Clone, Debug, Args)]
pub(crate) struct Options {
    /// The salon's folder [default: `lantai` in the user's data folder]
    #[arg(long, global = true, env = "LANTAI_DATA", value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Print JSON for programs: results on stdout, errors {code, params} on stderr
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Where a new key is kept [default: in the system's keyring if one answers, else in a private file; the demo's in a file]
    #[arg(long, global = true, env = "LANTAI_KEY_IN", value_enum, value_name = "PLACE")]
    pub(crate) key_in: Option<KeyIn>,
}

/// Where a new key is kept, if somebody says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum KeyIn {
    /// In a file of the salon's folder that only its owner may read
    File,
    /// In the system's keyring, or not at all
    Keyring,
}

impl Options {
    /// The salon's folder, with this machine's keyring.
    pub(crate) fn home(&self) -> Home {
        let keeping = match self.key_in {
            None => Keeping::Either,
            Some(KeyIn::File) => Keeping::File,
            Some(KeyIn::Keyring) => Keeping::Keyring,
        };
        Home::with_keyring(machine::folder(self.data.as_deref()), keyring::SYSTEM, keeping)
    }
}

/// One thing to carry out.
#[derive(Debug, Subcommand)]
pub(crate) enum Task {
    /// Read a register, price list, rooms or staff file into the salon; every row is accounted for
    Import(import::Import),
    /// Write an encrypted, verified copy of the salon to a file that does not exist yet
    Backup(backup::Backup),
    /// Bring a backup back as the salon of this folder; the copy is checked first, the replaced store is kept
    Restore(restore::Restore),
    /// Bring the salon's key back by its recovery phrase, when the key's file or the keyring is lost
    Recover(recover::Recover),
    /// Go on, knowingly, with a store whose newest records are missing; what is there is copied aside first
    AcceptLoss,
    /// Prove the store: seals, structure, the journal's chain, every rule, the ledger's sums
    Verify,
    /// Carry out one command of the table, or list them
    Call(call::CallOne),
    /// Serve the tablets of the shop, without a window, until it is stopped
    Serve(serve::Serve),
    /// Invite one more tablet: a picture to scan, and the same in words
    Pair(serve::Pair),
    /// Found the demo salon from its registers, unless a salon is there already
    Demo,
}

impl Asked {
    /// Reads the command line; on a mistake prints what is wrong and ends with code 2.
    pub(crate) fn from_command_line() -> Asked {
        Asked::parse()
    }
}

/// Carries out one task.
pub(crate) fn carry_out(options: &Options, task: Task) -> ExitCode {
    let done = match task {
        Task::Import(import) => import.run(options),
        Task::Backup(backup) => backup.run(options),
        Task::Restore(restore) => restore.run(options),
        Task::Recover(recover) => recover.run(options),
        Task::AcceptLoss => accept_loss::run(options),
        Task::Verify => verify::run(options),
        Task::Call(call) => call.run(options),
        Task::Serve(serve) => serve.run(options),
        Task::Pair(pair) => pair.run(options),
        Task::Demo => demo::run(options),
    };
    match done {
        Ok(code) => code,
        Err(failure) => print::failure(options, &failure),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Asked::command().debug_assert();
    }

    #[test]
    fn options_may_stand_anywhere() {
        let asked = Asked::try_parse_from(["lantai", "verify", "--json", "--data", "x"]).unwrap();
        assert!(asked.options.json);
        assert_eq!(asked.options.data, Some(PathBuf::from("x")));
        assert!(Asked::try_parse_from(["lantai", "call"]).is_err());
        assert!(Asked::try_parse_from(["lantai", "import"]).is_err());
    }
}
