//! A connection to a served salon, in this process or another: TLS that trusts the shop's authority and nothing else, kept
//! open from one request to the next, from whichever address of this machine one likes.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use crate::tablet::Heard;

/// Nobody waits longer for an answer.
const PATIENCE: Duration = Duration::from_secs(15);

/// Where a salon is served, and how it is known.
#[derive(Clone)]
pub struct Reached {
    pub port: u16,
    tls: Arc<ClientConfig>,
}

/// One connection.
pub struct Line {
    stream: StreamOwned<ClientConnection, TcpStream>,
    host: String,
    heard: Vec<u8>,
}

impl Reached {
    /// By the certificate (PEM) of the shop's authority and a port of this machine.
    pub fn new(authority: &str, port: u16) -> Reached {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(authority.as_bytes()).unwrap()).unwrap();
        let tls = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        Reached { port, tls: Arc::new(tls) }
    }

    pub fn host(&self) -> String {
        format!("localhost:{}", self.port)
    }

    /// A connection from this machine's usual address.
    pub fn line(&self) -> io::Result<Line> {
        self.line_from(Ipv4Addr::LOCALHOST)
    }

    /// A connection from one of the addresses 127.x.y.z: to the wall round the network each is somebody else.
    pub fn line_from(&self, from: Ipv4Addr) -> io::Result<Line> {
        let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None)?;
        socket.bind(&SocketAddr::from((from, 0)).into())?;
        socket.connect(&SocketAddr::from((Ipv4Addr::LOCALHOST, self.port)).into())?;
        let tcp = TcpStream::from(socket);
        tcp.set_nodelay(true)?;
        tcp.set_read_timeout(Some(PATIENCE))?;
        tcp.set_write_timeout(Some(PATIENCE))?;
        let name = ServerName::try_from("localhost").unwrap();
        let tls = ClientConnection::new(Arc::clone(&self.tls), name).map_err(io::Error::other)?;
        Ok(Line { stream: StreamOwned::new(tls, tcp), host: self.host(), heard: Vec::new() })
    }
}

impl Line {
    /// A request as a browser on our page sends it, with more or other head lines, and its answer.
    pub fn ask(&mut self, verb: &str, path: &str, lines: &[(&str, &str)], body: &[u8]) -> io::Result<Heard> {
        let request = self.written(verb, path, lines, body);
        self.say(&request)?;
        self.hear()
    }

    /// The bytes of such a request.
    pub fn written(&self, verb: &str, path: &str, lines: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
        let mut head = vec![("host", self.host.clone()), ("content-length", body.len().to_string())];
        if verb == "POST" {
            head.extend([("origin", format!("https://{}", self.host)), ("content-type", "application/json".into())]);
        }
        for (name, value) in lines {
            head.retain(|(known, _)| known != name);
            if !value.is_empty() {
                head.push((name, (*value).to_owned()));
            }
        }
        let head: String = head.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        [format!("{verb} {path} HTTP/1.1\r\n{head}\r\n").as_bytes(), body].concat()
    }

    /// Says exactly this.
    pub fn say(&mut self, words: &[u8]) -> io::Result<()> {
        self.stream.write_all(words)?;
        self.stream.flush()
    }

    /// Hears one answer; what follows it waits for the next.
    pub fn hear(&mut self) -> io::Result<Heard> {
        let mut seen = 0;
        let head_end = loop {
            let ends = |at: &usize| self.heard[at + 1..].starts_with(b"\n\r\n");
            if let Some(at) = (seen..self.heard.len()).filter(|at| self.heard[*at] == b'\r').find(ends) {
                break at;
            }
            seen = self.heard.len().saturating_sub(3);
            self.more()?;
        };
        let head = String::from_utf8_lossy(&self.heard[..head_end]).to_lowercase();
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.trim().parse().ok());
        let end = head_end + 4 + length.unwrap_or(0_usize);
        while self.heard.len() < end {
            self.more()?;
        }
        let body = String::from_utf8_lossy(&self.heard[head_end + 4..end]).into_owned();
        self.heard.drain(..end);
        Ok(Heard { status, head, body })
    }

    /// The connection itself, to say and hear anything over.
    pub fn into_stream(self) -> StreamOwned<ClientConnection, TcpStream> {
        self.stream
    }

    /// No more will be said on this line; what is on the way is still heard.
    pub fn falls_silent(&mut self) -> io::Result<()> {
        self.stream.conn.send_close_notify();
        self.stream.conn.complete_io(&mut self.stream.sock).map(drop)
    }

    fn more(&mut self) -> io::Result<()> {
        let mut some = [0_u8; 16 * 1024];
        match self.stream.read(&mut some)? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            read => {
                self.heard.extend_from_slice(&some[..read]);
                Ok(())
            }
        }
    }
}
