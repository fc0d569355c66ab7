//! The one window of the salon.

use std::process::ExitCode;

use tauri::{WebviewUrl, WebviewWindowBuilder};

/// Opens the window and stays until it is closed.
pub(crate) fn open() -> ExitCode {
    let app = tauri::Builder::default().setup(|app| {
        WebviewWindowBuilder::new(app, "desk", WebviewUrl::default())
            .title("兰台 Lantai")
            .inner_size(1280.0, 800.0)
            .min_inner_size(1024.0, 700.0)
            .build()?;
        Ok(())
    });
    match app.run(tauri::generate_context!()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            log::error!("the window cannot open: {error}");
            ExitCode::FAILURE
        }
    }
}
