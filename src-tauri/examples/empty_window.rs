//! A window of the same frame with nothing in it: what the salon's window is measured against (`script/bench window`).
//!
//! One page of one line, served from inside the program as the salon's page is, and painted in the same way; no store, no
//! plugins, no commands.

#[path = "../src/paint.rs"]
mod paint;

use tauri::http::Response;
use tauri::{WebviewUrl, WebviewWindowBuilder};

const PAGE: &str = "<!doctype html><meta charset=utf-8><p data-test=staff-nobody>空</p>";

fn main() -> tauri::Result<()> {
    paint::plainly_without_a_card();
    tauri::Builder::default()
        .register_uri_scheme_protocol("empty", |_, _| {
            let mut page = Response::new(PAGE.as_bytes());
            page.headers_mut().insert("content-type", tauri::http::HeaderValue::from_static("text/html"));
            page
        })
        .setup(|app| {
            let address = "empty://localhost/".parse()?;
            WebviewWindowBuilder::new(app, "empty", WebviewUrl::CustomProtocol(address))
                .title("empty")
                .inner_size(1280.0, 800.0)
                .build()?;
            Ok(())
        })
        .run(lantai_page::context())
}
