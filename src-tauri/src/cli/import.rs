//! `lantai import FILE`: a register, price list, rooms or staff file, as the import screen does it. `--dry-run` changes
//! nothing and says what each row would become.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use clap::{Args, ValueEnum};
use lantai_core::error::{Error, ErrorCode, Failure};
use serde_json::{Value, json};

use super::progress::Shown;
use super::{Options, open, print};

/// Larger files are refused before they are read into memory; the core has the same limit.
const LARGEST_BYTES: u64 = 32 * 1024 * 1024;

/// What to import.
#[derive(Debug, Args)]
#[command(
    after_help = "Importing the same file twice changes nothing. Interrupted half-way it leaves nothing.\n\nExamples:\n  \
lantai import 前台会员表.xlsx --dry-run\n  lantai import price-list.csv --kind price-list --as 010\n  \
lantai import members.xlsx --json > report.json"
)]
pub(crate) struct Import {
    /// An .xlsx or .csv file
    file: PathBuf,
    /// Only say what would happen
    #[arg(long)]
    dry_run: bool,
    /// What the file holds, where that cannot be told from its columns
    #[arg(long, value_enum)]
    kind: Option<FileKind>,
    /// The staff number to import as [default: the salon's first manager]
    #[arg(long = "as", value_name = "STAFF")]
    staff: Option<String>,
}

/// The files a salon keeps.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum FileKind {
    FrontDeskRegister,
    StockroomRegister,
    PriceList,
    Rooms,
    Staff,
}

impl FileKind {
    fn name(self) -> &'static str {
        match self {
            FileKind::FrontDeskRegister => "front_desk_register",
            FileKind::StockroomRegister => "stockroom_register",
            FileKind::PriceList => "price_list",
            FileKind::Rooms => "rooms",
            FileKind::Staff => "staff",
        }
    }
}

impl Import {
    pub(super) fn run(self, options: &Options) -> Result<ExitCode, Failure> {
        let content = self.read()?;
        let opened = open::open(options)?;
        let staff = self.staff.clone().map_or_else(|| opened.manager(), Ok)?;
        let shown = Arc::new(Shown::default());
        opened.salon.on_event(Box::new({
            let shown = Arc::clone(&shown);
            move |event| shown.see(event)
        }));
        let file_name = self.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let kind = self.kind.map(FileKind::name);
        let args = json!({ "fileName": file_name, "contentBase64": STANDARD.encode(&content), "kind": kind });
        let command = if self.dry_run { "import.preview" } else { "import.commit" };
        let report = opened.ask(Some(&staff), command, args, None);
        shown.end();
        let report = report?;
        if options.json {
            print::json(&report);
        } else {
            in_words(&report, self.dry_run);
        }
        Ok(ExitCode::SUCCESS)
    }

    fn read(&self) -> Result<Vec<u8>, Failure> {
        let unreadable = |error: std::io::Error| {
            let file = self.file.display().to_string();
            Error::refused(ErrorCode::BadArguments).with("file", file).with("detail", error.to_string()).failure()
        };
        let bytes = std::fs::metadata(&self.file).map_err(unreadable)?.len();
        if bytes > LARGEST_BYTES {
            let refused = Error::refused(ErrorCode::FileTooLarge);
            return Err(refused.with("bytes", bytes).with("largest", LARGEST_BYTES).failure());
        }
        std::fs::read(&self.file).map_err(unreadable)
    }
}

/// The counts, then every row somebody should look at.
fn in_words(report: &Value, dry_run: bool) {
    let of = |place: &str| report.pointer(place).and_then(Value::as_u64).unwrap_or_default();
    let counts = [
        ("sure", print::said("确定", "sure")),
        ("doubtful", print::said("存疑", "doubtful")),
        ("refused", print::said("拒绝", "refused")),
        ("merged", print::said("合并", "merged")),
        ("unchanged", print::said("未变", "unchanged")),
        ("blank", print::said("空行", "blank")),
        ("total", print::said("合计行", "total")),
    ];
    let counts = counts.map(|(name, word)| format!("{word} {}", of(&format!("/counts/{name}"))));
    print::line(&format!("{}: {}", report["kind"].as_str().unwrap_or_default(), counts.join(", ")));
    for row in report["rows"].as_array().into_iter().flatten() {
        if matches!(row["fate"].as_str(), Some("doubtful" | "refused")) {
            print::line(&row_in_words(row));
        }
    }
    if dry_run {
        print::note(print::said("只是预览，什么都没有改变。", "a preview only; nothing was changed."));
    } else {
        let (added, changed) = (print::said("新增", "added"), print::said("更新", "changed"));
        print::line(&format!("{added} {}, {changed} {}", of("/added"), of("/changed")));
    }
}

fn row_in_words(row: &Value) -> String {
    let cells = row["text"].as_array().into_iter().flatten().filter_map(Value::as_str).filter(|cell| !cell.is_empty());
    let doubts = row["doubts"].as_array().into_iter().flatten().filter_map(|doubt| doubt["code"].as_str());
    let (cells, doubts): (Vec<&str>, Vec<&str>) = (cells.collect(), doubts.collect());
    let fate = row["fate"].as_str().unwrap_or_default();
    let number = row["row"].as_u64().unwrap_or_default();
    format!("{number:>6} {fate:<9} {}  [{}]", cells.join(" | "), doubts.join(", "))
}
