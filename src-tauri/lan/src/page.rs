//! The page itself: the very files the window shows, and the shop's authority to be trusted once.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::{self, HeaderValue};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};

use crate::serve::Shop;

/// Gives a file of the page by its path (`index.html`, `assets/…`).
pub type Page = Arc<dyn Fn(&str) -> Option<Vec<u8>> + Send + Sync>;

/// Built files carry their content's hash in their name; the page itself must be asked for each time.
const FOR_EVER: HeaderValue = HeaderValue::from_static("private, max-age=31536000, immutable");

pub(crate) async fn file(State(shop): State<Arc<Shop>>, uri: Uri) -> Response {
    let path = match uri.path().trim_start_matches('/') {
        "" => "index.html",
        path => path,
    };
    let Some(content) = (shop.page)(path) else { return StatusCode::NOT_FOUND.into_response() };
    let mut answer = ([(header::CONTENT_TYPE, kind(path))], content).into_response();
    if path.starts_with("assets/") {
        answer.headers_mut().insert(header::CACHE_CONTROL, FOR_EVER);
    }
    answer
}

/// `GET /lantai-ca.crt`: offered as what tablets install.
pub(crate) async fn authority(State(shop): State<Arc<Shop>>) -> Response {
    ([(header::CONTENT_TYPE, "application/x-x509-ca-cert")], shop.authority.clone()).into_response()
}

fn kind(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        "mp3" => "audio/mpeg",
        "wav" => "audio/wav",
        _ => "application/octet-stream",
    }
}
