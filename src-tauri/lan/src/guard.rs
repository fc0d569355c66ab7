//! The wall around the shop's network page.
//!
//! Refuses: a request under a name that is not this machine's (a foreign page that was given our address), one sent by
//! another page, one that comes too often, a device that is not paired or was revoked. Every answer carries the headers that
//! keep the page to itself.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;

use axum::Extension;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use lantai_core::device::admit::{self, Device};
use lantai_core::error::{Error, ErrorCode, Failure};

use crate::address;
use crate::serve::Shop;

/// The cookie that holds a device's token: for this origin alone, over TLS alone, out of reach of the page's own code.
pub(crate) const COOKIE: &str = "__Host-lantai-device";

/// Requests a second from one address, and how many at once: a screen that opens asks for some thirty files and queries.
const PER_SECOND: NonZeroU32 = NonZeroU32::new(60).unwrap();
const AT_ONCE: NonZeroU32 = NonZeroU32::new(240).unwrap();

/// Tries to pair in a minute, from one address.
const PAIRINGS: NonZeroU32 = NonZeroU32::new(10).unwrap();

/// PINs tried in a minute, from one address, whoever's they are: each is hashed while the desk's next write waits.
const PINS: NonZeroU32 = NonZeroU32::new(30).unwrap();
const TRIES_A_PIN: [&str; 3] = ["session.sign_in", "session.prove", "staff.change_pin"];

/// Addresses remembered before those that were quiet are forgotten.
const REMEMBERED: usize = 1024;

/// What every answer says. `style-src-attr` is for the board, which places its bars by style attributes.
const HEADERS: [(HeaderName, &str); 8] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; \
         frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
];

/// Who is at the other end of a connection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// Names, addresses and measures of the wall.
pub(crate) struct Guard {
    port: u16,
    addresses: Vec<IpAddr>,
    often: DefaultKeyedRateLimiter<IpAddr>,
    pairing: DefaultKeyedRateLimiter<IpAddr>,
    pins: DefaultKeyedRateLimiter<IpAddr>,
}

impl Guard {
    pub(crate) fn new(port: u16, addresses: Vec<IpAddr>) -> Guard {
        Guard {
            port,
            addresses,
            often: RateLimiter::keyed(Quota::per_second(PER_SECOND).allow_burst(AT_ONCE)),
            pairing: RateLimiter::keyed(Quota::per_minute(PAIRINGS)),
            pins: RateLimiter::keyed(Quota::per_minute(PINS)),
        }
    }

    fn lets_pass(&self, from: IpAddr, pairs: bool) -> bool {
        for limiter in [&self.often, &self.pairing, &self.pins] {
            if limiter.len() > REMEMBERED {
                limiter.retain_recent();
            }
        }
        self.often.check_key(&from).is_ok() && (!pairs || self.pairing.check_key(&from).is_ok())
    }

    /// Whether one from there may try another PIN now, if that is what the command does.
    pub(crate) fn lets_try(&self, from: IpAddr, command: &str) -> Result<(), Failure> {
        match TRIES_A_PIN.contains(&command) && self.pins.check_key(&from).is_err() {
            true => Err(Error::refused(ErrorCode::TooManyRequests).failure()),
            false => Ok(()),
        }
    }
}

/// Stands before every route.
pub(crate) async fn stand(
    State(shop): State<Arc<Shop>>,
    Extension(Peer(from)): Extension<Peer>,
    request: Request,
    next: Next,
) -> Response {
    let mut answer = if !is_from_our_page(&shop.guard, request.method(), request.headers()) {
        StatusCode::MISDIRECTED_REQUEST.into_response()
    } else if shop.guard.lets_pass(from, request.uri().path() == "/pair") {
        next.run(request).await
    } else {
        refused(&Error::refused(ErrorCode::TooManyRequests).failure())
    };
    for (name, value) in HEADERS {
        answer.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    answer.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    answer
}

/// Only under a name of this machine; what changes something only from the page of that same name.
fn is_from_our_page(guard: &Guard, method: &Method, headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(host) = text(header::HOST).filter(|host| address::is_ours(host, guard.port, &guard.addresses)) else {
        return false;
    };
    let origin_fits = match text(header::ORIGIN) {
        Some(origin) => origin.strip_prefix("https://").is_some_and(|named| named.eq_ignore_ascii_case(host)),
        None => method == Method::GET || method == Method::HEAD,
    };
    let site = text(HeaderName::from_static("sec-fetch-site"));
    let navigates = text(HeaderName::from_static("sec-fetch-mode")) == Some("navigate") && method == Method::GET;
    origin_fits && (navigates || site.is_none_or(|site| matches!(site, "same-origin" | "none")))
}

/// The paired device a request comes from.
pub(crate) struct From(pub(crate) Device);

impl FromRequestParts<Arc<Shop>> for From {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, shop: &Arc<Shop>) -> Result<From, Response> {
        let token =
            token(&parts.headers).ok_or_else(|| refused(&Error::refused(ErrorCode::DeviceUnknown).failure()))?;
        device(shop, token).await.map(From).map_err(|failure| refused(&failure))
    }
}

/// The device of a token, if it may still speak.
pub(crate) async fn device(shop: &Arc<Shop>, token: String) -> Result<Device, Failure> {
    let shop = Arc::clone(shop);
    beside(move || admit::admit(&shop.salon, &token, (shop.clock)()).map_err(|error| error.failure())).await
}

/// The token a browser shows.
pub(crate) fn token(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, value)| value.to_owned())
}

/// Work that touches the store, beside the threads that speak with the network.
pub(crate) async fn beside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|lost| {
        log::error!("a call ended without an answer: {lost}");
        Err(Error::refused(ErrorCode::Internal).failure())
    })
}

/// A refusal as it travels: the code decides the status, the body says the rest.
pub(crate) fn refused(failure: &Failure) -> Response {
    let status = match failure.code {
        ErrorCode::SignedOut | ErrorCode::DeviceUnknown => StatusCode::UNAUTHORIZED,
        ErrorCode::NotAllowed | ErrorCode::OnlyAtTheDesk => StatusCode::FORBIDDEN,
        ErrorCode::UnknownCommand => StatusCode::NOT_FOUND,
        ErrorCode::BadArguments => StatusCode::BAD_REQUEST,
        ErrorCode::TooManyRequests => StatusCode::TOO_MANY_REQUESTS,
        ErrorCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    (status, axum::Json(failure)).into_response()
}
