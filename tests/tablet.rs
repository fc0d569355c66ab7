//! A browser in the shop, as plain as can be: bytes over TLS, trusting the shop's authority and nothing else.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::{Arc, OnceLock};

use lantai_core::clock::Instant;
use lantai_core::test_salon::TestSalon;
use lantai_lan::{Served, Serving, begin};
use rustls::{ClientConnection, StreamOwned};
use serde_json::{Value, json};

use crate::line::Reached;

/// A salon that is served on a free port.
pub struct Shop {
    pub salon: TestSalon,
    pub served: Served,
    reached: Reached,
}

/// What came back.
#[derive(Debug)]
pub struct Heard {
    pub status: u16,
    pub head: String,
    pub body: String,
}

static NOON: OnceLock<Instant> = OnceLock::new();

impl Shop {
    pub fn open() -> Shop {
        let salon = TestSalon::new();
        NOON.get_or_init(|| salon.now());
        let page = Arc::new(|path: &str| (path == "index.html").then(|| b"<!doctype html>".to_vec()));
        let shop = Arc::clone(&salon.salon);
        let clock = || *NOON.get().unwrap();
        let served = begin(Serving { salon: shop, page, clock, machine: "desk".into(), port: 0 }).unwrap();
        let authority = salon.salon.read(salon.now(), |view| {
            Ok(view.db.query_row("SELECT certificate FROM shop_identity", [], |row| row.get::<_, String>(0))?)
        });
        let reached = Reached::new(&authority.unwrap(), served.reach().port);
        Shop { salon, served, reached }
    }

    pub fn host(&self) -> String {
        self.reached.host()
    }

    /// A connection, to say anything over.
    pub fn line(&self) -> StreamOwned<ClientConnection, TcpStream> {
        self.reached.line().unwrap().into_stream()
    }

    /// Says exactly this and hears the answer.
    pub fn say(&self, words: &[u8]) -> Heard {
        let mut line = self.line();
        line.write_all(words).unwrap();
        let mut heard = Vec::new();
        // A server that hangs up without a farewell is heard all the same.
        line.read_to_end(&mut heard).ok();
        let heard = String::from_utf8_lossy(&heard).into_owned();
        let (head, body) = heard.split_once("\r\n\r\n").unwrap_or((&heard, ""));
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        Heard { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    /// A request as a browser on our page sends it, with more or other head lines.
    pub fn ask(&self, verb: &str, path: &str, lines: &[(&str, &str)], body: &str) -> Heard {
        let origin = format!("https://{}", self.host());
        let mut head =
            vec![("host", self.host()), ("connection", "close".into()), ("content-length", body.len().to_string())];
        if verb == "POST" {
            head.extend([("origin", origin), ("content-type", "application/json".into())]);
        }
        for (name, value) in lines {
            head.retain(|(known, _)| known != name);
            if !value.is_empty() {
                head.push((name, (*value).to_owned()));
            }
        }
        let head: String = head.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        self.say(format!("{verb} {path} HTTP/1.1\r\n{head}\r\n{body}").as_bytes())
    }

    /// Pairs a tablet and gives the cookie it shows from then on.
    pub fn pair(&self, name: &str) -> String {
        let code = self.salon.must("010", "device.invite", json!(null))["code"].as_str().unwrap().to_owned();
        let asked = json!({ "args": { "code": code, "name": name }, "requestId": request() });
        let heard = self.ask("POST", "/pair", &[], &asked.to_string());
        assert_eq!(heard.status, 200, "{heard:?}");
        let cookie = heard.head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap().to_owned();
        assert!(cookie.contains("httponly") && cookie.contains("secure") && cookie.contains("samesite=strict"));
        // Head lines were lowered for looking; a token is hexadecimal and a cookie's name is not.
        cookie.split(';').next().unwrap().replace("__host-", "__Host-")
    }

    /// A call of the table from a paired tablet.
    pub fn call(&self, cookie: &str, session: Option<&str>, name: &str, args: Value) -> Heard {
        let asked = json!({ "args": args, "session": session, "requestId": request() });
        self.ask("POST", &format!("/call/{name}"), &[("cookie", cookie)], &asked.to_string())
    }

    pub fn sign_in(&self, cookie: &str, number: &str) -> String {
        self.salon.must("010", "staff.set_pin", json!({ "number": number, "pin": "2580" }));
        let heard = self.call(cookie, None, "session.sign_in", json!({ "number": number, "pin": "2580" }));
        heard.json()["token"].as_str().unwrap_or_else(|| panic!("{heard:?}")).to_owned()
    }
}

impl Heard {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }
}

fn request() -> String {
    static ASKED: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(1);
    format!("01900000-0000-7000-8000-{:012x}", ASKED.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
}
