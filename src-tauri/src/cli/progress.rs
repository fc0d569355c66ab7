//! How far heavy work is, on stderr: one line that moves where somebody watches, a few lines in a log.

use std::io::Write;
use std::sync::{Mutex, PoisonError};

use lantai_core::salon::Event;

use super::print;

/// Percent between two lines where nobody watches.
const LOG_EVERY: u64 = 25;

/// Shows progress as it comes.
#[derive(Debug, Default)]
pub(super) struct Shown(Mutex<Option<(&'static str, u64)>>);

impl Shown {
    /// Shows one event, if it is progress that a reader would notice.
    pub(super) fn see(&self, event: &Event) {
        let Event::Progress { stage, done, total, .. } = event else { return };
        let percent = done.saturating_mul(100) / (*total).max(1);
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let step = if print::is_watched() { 1 } else { LOG_EVERY };
        if last.is_some_and(|(shown, at)| shown == *stage && percent < at + step) {
            return;
        }
        *last = Some((stage, percent));
        let text = format!("{percent:>3}% {}", named(stage));
        if print::is_watched() {
            let mut out = std::io::stderr().lock();
            let _ = write!(out, "\r\x1b[K{text}");
            let _ = out.flush();
        } else {
            print::note(&text);
        }
    }

    /// Ends the moving line.
    pub(super) fn end(&self) {
        let shown = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if shown.is_some() && print::is_watched() {
            print::note("");
        }
    }
}

fn named(stage: &str) -> &str {
    match stage {
        "staff" => print::said("员工名册", "staff"),
        "rooms" => print::said("房间", "rooms"),
        "price_list" => print::said("价目表", "price list"),
        "front_desk_register" => print::said("前台会员记录表", "front desk register"),
        "stockroom_register" => print::said("库管会员记录表", "stockroom register"),
        "writing" => print::said("写入", "writing"),
        "finding" => print::said("编入检索", "making everybody findable"),
        "recording" => print::said("记下每一行", "recording every row"),
        other => other,
    }
}
