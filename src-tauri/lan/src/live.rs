//! `GET /live`: what changed, pushed to every tablet that looks on (server-sent events).
//!
//! A push names topics, never content. One who cannot keep up is told that everything changed; one whose device is revoked
//! is let go at once.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event as Push, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use lantai_core::salon::{Event, Salon, Topic};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::broadcast::{self, Receiver, Sender};

use crate::guard::{self, From};
use crate::serve::Shop;

/// Events a slow tablet may be behind.
const BEHIND: usize = 64;

/// A sign of life so often, so that a tablet knows that the line is dead and not merely quiet.
const PULSE: Duration = Duration::from_secs(5);

/// What is pushed, and to how many.
pub(crate) struct Pushes {
    sender: Sender<Event>,
    connected: Arc<AtomicUsize>,
}

impl Pushes {
    /// Pushes all that a salon tells.
    pub(crate) fn of(salon: &Salon) -> Pushes {
        let (sender, _) = broadcast::channel(BEHIND);
        let heard = sender.clone();
        salon.on_event(Box::new(move |event| {
            // Nobody looking on is no trouble.
            heard.send(event.clone()).ok();
        }));
        Pushes { sender, connected: Arc::default() }
    }

    pub(crate) fn connected(&self) -> Arc<AtomicUsize> {
        Arc::clone(&self.connected)
    }
}

/// A tablet that looks on.
struct Onlooker {
    shop: Arc<Shop>,
    token: String,
    pushes: Receiver<Event>,
}

impl Onlooker {
    fn begin(shop: Arc<Shop>, token: String) -> Onlooker {
        shop.pushes.connected.fetch_add(1, Ordering::AcqRel);
        let pushes = shop.pushes.sender.subscribe();
        shop.salon.tell(&Event::Changed { topics: vec![Topic::Device] });
        Onlooker { shop, token, pushes }
    }

    async fn next(&mut self) -> Option<Event> {
        let event = match self.pushes.recv().await {
            Ok(event) => event,
            Err(RecvError::Lagged(_)) => Event::Changed { topics: Topic::ALL.to_vec() },
            Err(RecvError::Closed) => return None,
        };
        let about_devices = matches!(&event, Event::Changed { topics } if topics.contains(&Topic::Device));
        if about_devices && guard::device(&self.shop, self.token.clone()).await.is_err() {
            return None;
        }
        Some(event)
    }
}

impl Drop for Onlooker {
    fn drop(&mut self) {
        self.shop.pushes.connected.fetch_sub(1, Ordering::AcqRel);
        self.shop.salon.tell(&Event::Changed { topics: vec![Topic::Device] });
    }
}

pub(crate) async fn live(State(shop): State<Arc<Shop>>, From(_): From, headers: HeaderMap) -> Response {
    let onlooker = Onlooker::begin(shop, guard::token(&headers).unwrap_or_default());
    let pushes = stream::unfold(onlooker, |mut onlooker| async move {
        let event = onlooker.next().await?;
        let name = match &event {
            Event::Changed { .. } => "changed",
            Event::Progress { .. } => "progress",
        };
        let push = Push::default().event(name).data(serde_json::to_string(&event).unwrap_or_default());
        Some((Ok::<_, Infallible>(push), onlooker))
    });
    Sse::new(pushes)
        .keep_alive(KeepAlive::new().interval(PULSE).event(Push::default().event("pulse").data("here")))
        .into_response()
}
