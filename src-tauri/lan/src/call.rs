//! `POST /call/{name}`: one call of the table, asked by a person at a paired device.

use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, State};
use axum::http::header::{self, HeaderMap};
use axum::response::{IntoResponse, Response};
use lantai_core::commands::{Answer, Call, Place, dispatch};
use lantai_core::device::admit::Device;
use lantai_core::error::{Error, ErrorCode, Failure};
use lantai_core::ids::RequestId;
use lantai_core::salon::Who;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::guard::{self, From, Peer};
use crate::serve::Shop;

/// No call of a tablet is larger, or takes longer to arrive.
const MOST_BYTES: usize = 256 * 1024;
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Asked {
    args: Value,
    #[serde(default)]
    session: Option<String>,
    #[serde(default)]
    request_id: Option<RequestId>,
}

pub(crate) async fn call(
    State(shop): State<Arc<Shop>>,
    Path(name): Path<String>,
    Extension(Peer(from)): Extension<Peer>,
    From(device): From,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let answered = match shop.guard.lets_try(from, &name) {
        Ok(()) => carried(&shop, name, device, &headers, body).await,
        Err(failure) => Err(failure),
    };
    match answered {
        Ok(answer) => ([(header::CONTENT_TYPE, "application/json")], answer.get().to_owned()).into_response(),
        Err(failure) => guard::refused(&failure),
    }
}

async fn carried(
    shop: &Arc<Shop>,
    name: String,
    device: Device,
    headers: &HeaderMap,
    body: Body,
) -> Result<Answer, Failure> {
    let asked: Asked = read(headers, body).await?;
    let shop = Arc::clone(shop);
    guard::beside(move || {
        let who = asked.session.map_or(Who::Nobody, Who::Session);
        let now = (shop.clock)();
        let (args, request_id) = (asked.args, asked.request_id);
        dispatch(&shop.salon, &Call { name, args, request_id, who, device: device.name, place: Place::Tablet, now })
    })
    .await
}

/// A body of JSON, of bounded size, that arrives in bounded time.
pub(crate) async fn read<T: DeserializeOwned>(headers: &HeaderMap, body: Body) -> Result<T, Failure> {
    let bad = |detail: &str| Error::refused(ErrorCode::BadArguments).with("detail", detail).failure();
    let is_json =
        headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    if !is_json {
        return Err(bad("content-type"));
    }
    let arrived = tokio::time::timeout(PATIENCE, to_bytes(body, MOST_BYTES)).await.map_err(|_| bad("slow"))?;
    let bytes = arrived.map_err(|_| bad("size"))?;
    serde_json::from_slice(&bytes).map_err(|_| bad("json"))
}
