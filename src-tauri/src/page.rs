//! The page: built once, carried inside the program, shown by the window and given to the tablets.

use std::borrow::Cow;
use std::sync::Arc;

use lantai_lan::Page;
use tauri::{Context, Wry};

/// What the window is built from.
pub fn context() -> Context<Wry> {
    tauri::generate_context!()
}

/// The same files, for tablets.
pub fn files() -> Page {
    let context = context();
    Arc::new(move |path: &str| context.assets().get(&path.into()).map(Cow::into_owned))
}
