//! `lantai restore FILE`: a backup becomes the salon of this folder. It is checked before the swap, the replaced store is
//! kept beside, and nobody else may have the salon open meanwhile.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use lantai_core::error::{Error, ErrorCode, Failure};
use lantai_core::store::backup;

use super::{Options, print};
use crate::{machine, occupy};

/// What to bring back.
#[derive(Debug, Args)]
#[command(
    after_help = "Into the folder it came from, the key there opens it. Into another folder or on another machine it needs \
the recovery phrase.\n\nExamples:\n  lantai restore /media/usb/salon-friday.backup\n  \
lantai restore salon.backup --data /srv/salon --phrase -"
)]
pub(crate) struct Restore {
    /// The backup
    file: PathBuf,
    /// The recovery phrase: twelve characters; `-` reads it from stdin
    #[arg(long, value_name = "WORDS")]
    phrase: Option<String>,
}

impl Restore {
    pub(super) fn run(self, options: &Options) -> Result<ExitCode, Failure> {
        let home = options.home();
        let phrase = self.phrase.map(read_phrase).transpose()?;
        std::fs::create_dir_all(&home.dir).map_err(|error| Error::from(error).failure())?;
        let alone = occupy::enter_alone(&home.dir)?;
        backup::restore(&home, &self.file, phrase.as_deref(), machine::now())?;
        home.open()?;
        drop(alone);
        if options.json {
            print::json(&serde_json::json!({
                "folder": home.dir, "restored": self.file, "keyProvider": print::key_place(&home)
            }));
        } else {
            print::line(&format!("{} {}", print::said("已恢复到", "restored into"), home.dir.display()));
            print::key_in_words(&home);
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// A phrase given as an argument stands in the terminal's history; from stdin it does not.
pub(super) fn read_phrase(given: String) -> Result<String, Failure> {
    if given != "-" {
        return Ok(given);
    }
    let mut line = String::new();
    let read = std::io::stdin().read_line(&mut line);
    read.map_err(|_| Error::refused(ErrorCode::PhraseWrong).failure())?;
    Ok(line)
}
