//! Serving: one thread with its own small runtime, a bounded number of connections, each with bounded patience.

use std::net::{IpAddr, Ipv6Addr, SocketAddr, TcpListener as Socket};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use axum::Extension;
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use lantai_core::clock::Instant;
use lantai_core::device::identity::{self, Identity};
use lantai_core::error::Error;
use lantai_core::salon::Salon;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_io_timeout::TimeoutStream;
use tokio_rustls::TlsAcceptor;

use crate::guard::{Guard, Peer};
use crate::live::Pushes;
use crate::neighbour::Neighbour;
use crate::page::Page;
use crate::seat::Seats;
use crate::{address, call, certificate, guard, live, page, pair};

/// How long somebody may take to shake hands, to send a request's head, and to take what he asked for.
const HANDSHAKE: Duration = Duration::from_secs(10);
const HEAD: Duration = Duration::from_secs(30);
const WRITE: Duration = Duration::from_secs(20);

/// What is served, and how.
pub struct Serving {
    /// The open salon.
    pub salon: Arc<Salon>,
    /// The files of the page, by their path.
    pub page: Page,
    /// The clock of this machine.
    pub clock: fn() -> Instant,
    /// This machine's name, for the journal.
    pub machine: String,
    /// The port asked for; 0 takes any.
    pub port: u16,
}

/// Why the shop's network cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// Another program has the port, or the machine has no network.
    #[error("the port cannot be opened: {0}")]
    Port(#[from] std::io::Error),
    /// The store said no.
    #[error("the shop's identity cannot be read: {0}")]
    Store(#[from] Error),
    /// A certificate could not be made.
    #[error("no certificate: {0}")]
    Certificate(#[from] rcgen::Error),
    /// TLS did not take it.
    #[error("no TLS: {0}")]
    Tls(#[from] tokio_rustls::rustls::Error),
    /// What the store keeps is no identity.
    #[error("the shop's identity is unreadable")]
    Identity,
}

/// What every request can reach.
pub(crate) struct Shop {
    pub(crate) salon: Arc<Salon>,
    pub(crate) page: Page,
    pub(crate) clock: fn() -> Instant,
    pub(crate) guard: Guard,
    pub(crate) pushes: Pushes,
    pub(crate) authority: String,
}

/// Where the shop is reached, and how it is known.
#[derive(Clone, Debug)]
pub struct Reach {
    /// The port.
    pub port: u16,
    /// This machine's addresses.
    pub addresses: Vec<IpAddr>,
    /// The fingerprint of the shop's authority, to be compared by eye.
    pub fingerprint: String,
}

impl Reach {
    /// The page's address at each network of this machine.
    pub fn pages(&self) -> Vec<String> {
        if self.addresses.is_empty() {
            return vec![format!("https://localhost:{}", self.port)];
        }
        self.addresses.iter().map(|ip| format!("https://{}", SocketAddr::from((*ip, self.port)))).collect()
    }
}

/// Where a shop is reached when it is served at this port, whether or not it is right now.
pub fn reach(salon: &Salon, machine: &str, now: Instant, port: u16) -> Result<Reach, Trouble> {
    reach_of(&authority(salon, machine, now)?, port)
}

fn reach_of(shop: &Identity, port: u16) -> Result<Reach, Trouble> {
    Ok(Reach { port, addresses: address::addresses(), fingerprint: certificate::fingerprint(shop)? })
}

/// The running server; dropping it ends it.
pub struct Served {
    reach: Reach,
    connected: Arc<AtomicUsize>,
    stop: watch::Sender<bool>,
    thread: Option<JoinHandle<()>>,
    _neighbour: Option<Neighbour>,
}

/// Begins to serve.
pub fn begin(serving: Serving) -> Result<Served, Trouble> {
    let now = (serving.clock)();
    let socket = Socket::bind(SocketAddr::from((Ipv6Addr::UNSPECIFIED, serving.port)))
        .or_else(|_| Socket::bind(SocketAddr::from(([0, 0, 0, 0], serving.port))))?;
    socket.set_nonblocking(true)?;
    let port = socket.local_addr()?.port();
    let authority = authority(&serving.salon, &serving.machine, now)?;
    let reach = reach_of(&authority, port)?;
    let tls = TlsAcceptor::from(certificate::server_config(&authority, &reach.addresses, now)?);
    let pushes = Pushes::of(&serving.salon);
    let connected = pushes.connected();
    let shop = Arc::new(Shop {
        salon: serving.salon,
        page: serving.page,
        clock: serving.clock,
        guard: Guard::new(port, reach.addresses.clone()),
        pushes,
        authority: authority.certificate,
    });
    let (stop, stopped) = watch::channel(false);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(8)
        .thread_name("lan")
        .enable_all()
        .build()?;
    let thread = std::thread::Builder::new().name("lan".to_owned()).spawn(move || {
        runtime.block_on(listen(socket, tls, shop, stopped));
        runtime.shutdown_timeout(Duration::from_secs(2));
    })?;
    let neighbour = Neighbour::announce(port);
    Ok(Served { reach, connected, stop, thread: Some(thread), _neighbour: neighbour })
}

impl Served {
    /// Where it is reached. Other addresses since mean: begin anew.
    pub fn reach(&self) -> &Reach {
        &self.reach
    }

    /// How many tablets look on right now.
    pub fn connected(&self) -> usize {
        self.connected.load(Ordering::Acquire)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            log::error!("the network thread ended badly");
        }
    }
}

fn authority(salon: &Salon, machine: &str, now: Instant) -> Result<Identity, Trouble> {
    let make = || certificate::new_authority(now).map_err(|_| Error::Broken("no certificate authority can be made"));
    Ok(identity::identity(salon, machine, now, make)?)
}

fn router(shop: &Arc<Shop>) -> Router {
    Router::new()
        .route("/call/{name}", axum::routing::post(call::call))
        .route("/pair", axum::routing::post(pair::pair))
        .route("/device", axum::routing::get(pair::device))
        .route("/live", axum::routing::get(live::live))
        .route("/lantai-ca.crt", axum::routing::get(page::authority))
        .fallback(axum::routing::get(page::file))
        .layer(axum::middleware::from_fn_with_state(Arc::clone(shop), guard::stand))
        .with_state(Arc::clone(shop))
}

async fn listen(socket: Socket, tls: TlsAcceptor, shop: Arc<Shop>, mut stopped: watch::Receiver<bool>) {
    let listener = match TcpListener::from_std(socket) {
        Ok(listener) => listener,
        Err(error) => return log::error!("the port cannot be listened to: {error}"),
    };
    let seats = Arc::new(Seats::default());
    let router = router(&shop);
    loop {
        let arrived = tokio::select! {
            _ = stopped.changed() => return,
            arrived = listener.accept() => arrived,
        };
        let Ok((stream, from)) = arrived else {
            // Out of handles, most likely: those who are in go on, newcomers wait a moment.
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        // A full house turns newcomers away rather than letting anybody inside wait.
        let from = from.ip().to_canonical();
        let Some(seat) = seats.take(from) else { continue };
        let (tls, router, mut stopped) = (tls.clone(), router.clone(), stopped.clone());
        tokio::spawn(async move {
            tokio::select! {
                _ = stopped.changed() => {}
                () = serve_one(stream, from, tls, router) => {}
            }
            drop(seat);
        });
    }
}

async fn serve_one(stream: TcpStream, from: IpAddr, tls: TlsAcceptor, router: Router) {
    stream.set_nodelay(true).ok();
    let Ok(Ok(stream)) = tokio::time::timeout(HANDSHAKE, tls.accept(stream)).await else { return };
    let mut patient = TimeoutStream::new(stream);
    patient.set_write_timeout(Some(WRITE));
    let service = TowerToHyperService::new(router.layer(Extension(Peer(from))));
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(64 * 1024)
        .serve_connection(TokioIo::new(Box::pin(patient)), service);
    if let Err(error) = served.await {
        log::debug!("a connection of {from} ended: {error}");
    }
}
