//! What only the machine knows and the core must be told: the time, the device's name, the salon's folder, the language.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use lantai_core::clock::Instant;

/// The machine's clock now. A clock before 1970 reads as the earliest instant the core knows.
pub(crate) fn now() -> Instant {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Instant::from_ms(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// How long this program has been running, whatever the clock says.
pub(crate) fn running() -> Duration {
    static BEGUN: LazyLock<std::time::Instant> = LazyLock::new(std::time::Instant::now);
    BEGUN.elapsed()
}

/// An instant as the file system writes it.
pub(crate) fn time_of(at: Instant) -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(at.ms().unsigned_abs())
}

/// The machine's name, as the journal shows it.
pub(crate) fn device() -> String {
    let from_system = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let named = from_system.or_else(|| std::env::var("COMPUTERNAME").ok()).or_else(|| std::env::var("HOSTNAME").ok());
    let name = named.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    name.unwrap_or_else(|| "front desk".to_owned())
}

/// The salon's folder: the one asked for, else `lantai` in the user's data folder.
pub(crate) fn folder(asked: Option<&Path>) -> PathBuf {
    match asked {
        Some(folder) => std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned()),
        None => dirs::data_dir().unwrap_or_else(|| PathBuf::from(".")).join("lantai"),
    }
}

/// A program that falls must not leave its memory behind as a file: guests and keys stand in it in clear. What this program
/// starts (the page's own process among them) inherits that.
#[cfg(unix)]
pub(crate) fn leave_no_dump() {
    use rustix::process::{Resource, Rlimit, setrlimit};

    let nothing = Rlimit { current: Some(0), maximum: Some(0) };
    if let Err(error) = setrlimit(Resource::Core, nothing) {
        log::warn!("a fall of this program may leave its memory in a file: {error}");
    }
}

/// Elsewhere the system keeps such files only where its owner asked for them.
#[cfg(not(unix))]
pub(crate) fn leave_no_dump() {}

/// The languages this program speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    /// Simplified Chinese.
    Chinese,
    /// English.
    English,
}

/// The language of the terminal, by the usual variables.
pub(crate) fn language() -> Language {
    let said =
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
    language_of(&said.unwrap_or_default())
}

fn language_of(locale: &str) -> Language {
    if locale.to_lowercase().starts_with("zh") { Language::Chinese } else { Language::English }
}

/// Whether there is a screen a window could open on.
pub(crate) fn has_screen() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_follows_the_locale() {
        assert_eq!(language_of("zh_CN.UTF-8"), Language::Chinese);
        assert_eq!(language_of("C.UTF-8"), Language::English);
        assert_eq!(language_of(""), Language::English);
    }

    #[test]
    fn the_folder_asked_for_is_made_absolute() {
        assert!(folder(Some(Path::new("salon"))).is_absolute());
        assert!(folder(None).ends_with("lantai"));
    }
}
