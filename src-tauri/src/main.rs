//! The door of the program. With no command it opens the salon's window; with one it does that and ends.
//!
//! Both are carriers: they turn what came in into a call of the core and hand back its answer. No rule lives here.

#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

mod window;

use std::process::ExitCode;

fn main() -> ExitCode {
    window::open()
}
