//! `lantai backup FILE`: an encrypted copy while the salon works, read back and verified before it counts.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use lantai_core::error::{Error, Failure};
use lantai_core::store::backup;

use super::{Options, open, print};

/// Where to write it.
#[derive(Debug, Args)]
#[command(
    after_help = "The copy is under the salon's own key; FILE.recovery beside it opens with the recovery phrase.\n\n\
Example:\n  lantai backup /media/usb/salon-friday.backup"
)]
pub(crate) struct Backup {
    /// The file to write; it must not exist yet
    file: PathBuf,
}

impl Backup {
    pub(super) fn run(self, options: &Options) -> Result<ExitCode, Failure> {
        let file = std::path::absolute(&self.file).map_err(|error| Error::from(error).failure())?;
        let opened = open::open(options)?;
        backup::to_file(&opened.salon, &file)?;
        let bytes = std::fs::metadata(&file).map(|found| found.len()).unwrap_or_default();
        if options.json {
            print::json(&serde_json::json!({ "file": file, "sizeBytes": bytes, "verified": true }));
        } else {
            let text = print::said("已备份并核对", "backed up and verified");
            print::line(&format!("{text} {} ({bytes} B)", file.display()));
        }
        Ok(ExitCode::SUCCESS)
    }
}
