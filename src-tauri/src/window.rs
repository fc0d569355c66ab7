//! The one window of the salon: built, watched and closed here.
//!
//! A second start of the program on the same folder brings this window to the front and ends. Closing hides the window at
//! once and lets the last backup finish.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use lantai_core::salon::Event;
use tauri::{AppHandle, Emitter, Manager, WebviewUrl, WebviewWindowBuilder, WindowEvent};
use tauri_plugin_log::{Target, TargetKind};
use tauri_plugin_window_state::StateFlags;

use crate::cli::{self, Options};
use crate::house::House;
use crate::network::{Network, Wanted};
use crate::{ipc, machine, watch};

const LABEL: &str = "desk";

/// Opens the window and stays until it is closed.
pub(crate) fn open(options: &Options) -> ExitCode {
    if !machine::has_screen() {
        return cli::no_screen(options);
    }
    let home = options.home();
    let folder = home.dir.clone();
    let builder = tauri::Builder::default()
        .plugin(only_one(&folder))
        .plugin(log_to(&folder))
        .plugin(tauri_plugin_window_state::Builder::new().with_state_flags(kept_of_the_window()).build())
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(tauri::generate_handler![
            ipc::call,
            ipc::house_state,
            ipc::house_found,
            ipc::house_open_demo,
            ipc::house_backups,
            ipc::house_pick_backup,
            ipc::house_restore,
            ipc::house_recover,
            ipc::house_accept_loss,
            ipc::house_open_folder,
            ipc::lan_state,
            ipc::lan_invite,
        ])
        .on_window_event(|window, event| {
            if let WindowEvent::CloseRequested { api, .. } = event {
                api.prevent_close();
                window.hide().ok();
                close(window.app_handle().clone());
            }
        })
        .setup(move |app| {
            let told = tell(app.handle().clone());
            let network = Network::new(lantai_page::files(), Wanted::AsSet);
            let house = Arc::new(House::new(home, told, network));
            watch::begin(Arc::clone(&house));
            app.manage(house);
            show(app.handle())?;
            Ok(())
        });
    match builder.run(lantai_page::context()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => cli::no_window(options, &error.to_string()),
    }
}

fn show(app: &AppHandle) -> tauri::Result<()> {
    WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title("兰台 Lantai")
        .inner_size(1280.0, 800.0)
        .min_inner_size(1024.0, 700.0)
        .build()?;
    Ok(())
}

/// The last backup, then the end. Runs beside the window's thread: a large store takes a moment.
fn close(app: AppHandle) {
    tauri::async_runtime::spawn_blocking(move || {
        app.state::<Arc<House>>().back_up();
        app.exit(0);
    });
}

fn tell(app: AppHandle) -> crate::house::Told {
    Arc::new(move |event| {
        let name = match event {
            Event::Changed { .. } => "changed",
            Event::Progress { .. } => "progress",
        };
        if let Err(error) = app.emit_to(LABEL, name, event) {
            log::warn!("the window was not told of {name}: {error}");
        }
    })
}

/// One window for one folder: the name on the message bus is made from the folder's path.
fn only_one(folder: &Path) -> tauri::plugin::TauriPlugin<tauri::Wry> {
    let mut path = DefaultHasher::new();
    folder.hash(&mut path);
    tauri_plugin_single_instance::Builder::new()
        .dbus_id(format!("cn.lantai.desk.h{:016x}", path.finish()))
        .callback(|app, _, _| {
            if let Some(window) = app.get_webview_window(LABEL) {
                window.unminimize().ok();
                window.show().ok();
                window.set_focus().ok();
            }
        })
        .build()
}

/// The log goes into the salon's folder; where that cannot be written, to the terminal alone.
fn log_to(folder: &Path) -> tauri::plugin::TauriPlugin<tauri::Wry> {
    let logs = folder.join("logs");
    let mut targets = vec![Target::new(TargetKind::Stderr)];
    if std::fs::create_dir_all(&logs).is_ok() && !is_read_only(&logs) {
        targets.push(Target::new(TargetKind::Folder { path: logs, file_name: Some("lantai".to_owned()) }));
    }
    tauri_plugin_log::Builder::new()
        .clear_targets()
        .targets(targets)
        .level(log::LevelFilter::Info)
        .max_file_size(2_000_000)
        .build()
}

fn is_read_only(folder: &Path) -> bool {
    let probe = folder.join(".probe");
    let written = std::fs::write(&probe, b"").is_ok();
    std::fs::remove_file(&probe).ok();
    !written
}

/// Where it stood and how large it was; not whether it was visible, or a closed window would come back hidden.
fn kept_of_the_window() -> StateFlags {
    StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED
}
