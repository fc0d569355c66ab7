//! `lantai recover`: brings the salon's key back by its recovery phrase when the key's file or the keyring is lost. The
//! store is only looked at; nothing that was written goes missing.

use std::process::ExitCode;

use clap::Args;
use lantai_core::error::Failure;

use super::{Options, print, restore};
use crate::{machine, occupy};

/// With what.
#[derive(Debug, Args)]
#[command(
    after_help = "The key goes where --key-in says; what the key file said before is kept beside it. If the store itself is \
lost or damaged, use `lantai restore`.\n\nExample:\n  lantai recover --phrase -"
)]
pub(crate) struct Recover {
    /// The recovery phrase: twelve characters; `-` reads it from stdin
    #[arg(long, value_name = "WORDS")]
    phrase: String,
}

impl Recover {
    pub(super) fn run(self, options: &Options) -> Result<ExitCode, Failure> {
        let home = options.home();
        let phrase = restore::read_phrase(self.phrase)?;
        let alone = home.holds_anything().then(|| occupy::enter_alone(&home.dir)).transpose()?;
        home.bring_key_back(&phrase, machine::now())?;
        drop(alone);
        if options.json {
            print::json(&serde_json::json!({ "folder": home.dir, "keyProvider": print::key_place(&home) }));
        } else {
            print::line(&format!("{} {}", print::said("钥匙已取回", "the key is back:"), home.dir.display()));
            print::key_in_words(&home);
        }
        Ok(ExitCode::SUCCESS)
    }
}
