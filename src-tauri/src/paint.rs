//! How the page is painted on a machine without a graphics card.
//!
//! `WebKitGTK` would have everything painted in layers, by a card that the processor plays: the rows a key brought stood there
//! after 0.4 s where they take 0.07 s when the page is painted as one, a blinking cursor kept a sixth of a core busy, and the
//! layers took 80 MB.

/// Begins the program anew, painting without layers, where there is no card. Whoever set the variable himself is heeded.
#[cfg(target_os = "linux")]
pub(crate) fn plainly_without_a_card() {
    use std::env;
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    const PLAINLY: &str = "WEBKIT_DISABLE_COMPOSITING_MODE";

    if has_card() || env::var_os(PLAINLY).is_some() {
        return;
    }
    let Ok(program) = env::current_exe() else { return };
    // A variable of a program that runs already cannot be set safely; of one that begins it can.
    let failed = Command::new(program).args(env::args_os().skip(1)).env(PLAINLY, "1").exec();
    log::warn!("the page is painted slowly: {failed}");
}

/// Whether the system offers a card that can be painted with.
#[cfg(target_os = "linux")]
fn has_card() -> bool {
    let Ok(cards) = std::fs::read_dir("/dev/dri") else { return false };
    cards.flatten().any(|card| card.file_name().to_string_lossy().starts_with("renderD"))
}

/// Elsewhere the system's own view sees to it.
#[cfg(not(target_os = "linux"))]
pub(crate) fn plainly_without_a_card() {}
