//! `lantai accept-loss`: goes on with a store whose newest records are missing, when no backup is better. What is there is
//! copied aside first, and the journal says what is missing.

use std::process::ExitCode;

use lantai_core::error::Failure;
use lantai_core::store::accept_loss;

use super::{Options, print};
use crate::{machine, occupy};

pub(super) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let home = options.home();
    let alone = home.holds_anything().then(|| occupy::enter_alone(&home.dir)).transpose()?;
    let missing = accept_loss::accept_loss(&home, "command line", machine::now())?;
    drop(alone);
    match missing {
        _ if options.json => print::json(&serde_json::json!({ "folder": home.dir, "missing": missing })),
        None => print::line(print::said("没有缺记录，什么都没有改变。", "No record is missing; nothing was changed.")),
        Some(missing) => {
            let (there, written) = (missing.last_seq, missing.said_seq);
            let text = print::said(
                "就用现在这些继续；日志号：现有到 / 曾写到",
                "going on with what is here; journal rows there / written:",
            );
            print::line(&format!("{text} {there} / {written}"));
        }
    }
    Ok(ExitCode::SUCCESS)
}
