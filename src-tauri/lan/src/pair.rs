//! Pairing: the desk shows an invitation as a picture and in words; the tablet gives its code back and keeps its token where
//! the page's own code cannot read it.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{self, HeaderMap};
use axum::response::{IntoResponse, Response};
use lantai_core::commands::{Call, Place, dispatch};
use lantai_core::device::pair::{Pair, Paired};
use lantai_core::error::{Error, ErrorCode, Failure};
use lantai_core::ids::RequestId;
use lantai_core::salon::Who;
use qrcode::QrCode;
use qrcode::render::{svg, unicode};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::call;
use crate::guard::{self, COOKIE, From};
use crate::serve::{Reach, Shop};

/// A device's cookie lives as long as a browser lets it: ten years are cut to four hundred days, and renewed at each start.
const SECONDS: u64 = 400 * 24 * 60 * 60;

/// An invitation as the desk shows it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Invite {
    /// The page with the code and the fingerprint of the shop's authority, to be scanned.
    pub address: String,
    /// The page's address at each network of this machine, to be typed.
    pub addresses: Vec<String>,
    /// The code, in groups of four, to be typed.
    pub code: String,
    /// The fingerprint of the shop's authority.
    pub fingerprint: String,
    /// `address` as a picture (SVG).
    pub picture: String,
}

/// Puts an invitation's code into a picture and into words.
pub fn invite(reach: &Reach, code: &str) -> Invite {
    let addresses = reach.pages();
    let shop = reach.fingerprint.replace(':', "");
    let address = format!("{}/#pair={code}&shop={shop}", addresses.first().map_or("", String::as_str));
    let picture = QrCode::new(&address).map(|qr| qr.render::<svg::Color<'_>>().min_dimensions(240, 240).build());
    let groups: Vec<String> =
        code.as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four).into_owned()).collect();
    Invite {
        address,
        addresses,
        code: groups.join("-"),
        fingerprint: reach.fingerprint.clone(),
        picture: picture.unwrap_or_default(),
    }
}

/// The same picture for a terminal.
pub fn drawn(address: &str) -> String {
    QrCode::new(address).map(|qr| qr.render::<unicode::Dense1x2>().build()).unwrap_or_default()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Asked {
    args: Pair,
    request_id: RequestId,
}

pub(crate) async fn pair(State(shop): State<Arc<Shop>>, headers: HeaderMap, body: Body) -> Response {
    match paired(&shop, &headers, body).await {
        Ok(paired) => welcomed(&json!({ "id": paired.id, "name": paired.name }), &paired.token),
        Err(failure) => guard::refused(&failure),
    }
}

/// `GET /device`: the name under which this tablet is known, if it is.
pub(crate) async fn device(From(device): From, headers: HeaderMap) -> Response {
    let token = guard::token(&headers).unwrap_or_default();
    welcomed(&json!({ "id": device.id, "name": device.name }), &token)
}

fn welcomed(device: &Value, token: &str) -> Response {
    let cookie = format!("{COOKIE}={token}; Path=/; Max-Age={SECONDS}; Secure; HttpOnly; SameSite=Strict");
    ([(header::SET_COOKIE, cookie)], axum::Json(device)).into_response()
}

async fn paired(shop: &Arc<Shop>, headers: &HeaderMap, body: Body) -> Result<Paired, Failure> {
    let asked: Asked = call::read(headers, body).await?;
    let shop = Arc::clone(shop);
    guard::beside(move || {
        let broken = |error: serde_json::Error| Error::from(error).failure();
        let call = Call {
            name: "device.pair".to_owned(),
            args: serde_json::to_value(asked.args).map_err(broken)?,
            request_id: Some(asked.request_id),
            who: Who::Nobody,
            device: "new".to_owned(),
            place: Place::Tablet,
            now: (shop.clock)(),
        };
        let answer = dispatch(&shop.salon, &call)?;
        serde_json::from_str(answer.get()).map_err(|_| Error::refused(ErrorCode::Internal).failure())
    })
    .await
}
