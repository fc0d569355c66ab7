//! The door of the program. With no command it opens the salon's window; with one it carries that out and ends.
//!
//! Both are carriers: they turn what came in into a call of the core and hand back its answer. No rule lives here.

#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

mod cli;
mod demo;
mod house;
mod ipc;
mod keyring;
mod machine;
mod network;
mod occupy;
mod paint;
mod watch;
mod window;

use std::process::ExitCode;

fn main() -> ExitCode {
    machine::leave_no_dump();
    let asked = cli::Asked::from_command_line();
    match asked.task {
        Some(task) => cli::carry_out(&asked.options, task),
        None => {
            paint::plainly_without_a_card();
            window::open(&asked.options)
        }
    }
}
