//! A browser driven over its debugging protocol, as far as these tests need it: one page from a file, scripts run in
//! it, pictures taken, and every request that it makes counted.
//!
//! The protocol runs over a WebSocket (RFC 6455) on this machine, of which a client needs little: a handshake, masked
//! text frames out, frames in.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long a browser may take to start, and a script to answer.
const PATIENCE: Duration = Duration::from_secs(120);

pub struct Browser {
    process: Child,
    socket: TcpStream,
    next: u64,
    /// Addresses that the page asked for over a network.
    pub requests: Vec<String>,
    /// What the page complained of on its console.
    pub complaints: Vec<String>,
    _profile: tempfile::TempDir,
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Browser {
    /// The page in a file; `None`, said aloud, where no Chromium is installed.
    pub fn open(page: &Path) -> Option<Browser> {
        let runs = |name: &&str| Command::new(name).arg("--version").output().is_ok();
        let Some(name) = ["chromium", "chromium-browser", "google-chrome"].iter().find(|n| runs(n))
        else {
            println!("skipped: no Chromium is installed here");
            return None;
        };
        let profile = tempfile::tempdir().unwrap();
        let process = Command::new(name)
            .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0"])
            .args(["--no-first-run", "--disable-background-networking", "--lang=en-GB"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let port = port(&profile.path().join("DevToolsActivePort"));
        let socket = connect(port);
        let mut browser = Browser {
            process,
            socket,
            next: 0,
            requests: Vec::new(),
            complaints: Vec::new(),
            _profile: profile,
        };
        for domain in ["Network", "Page", "Runtime", "Log"] {
            browser.send(&format!("{domain}.enable"), json!({}));
        }
        browser.send("Page.navigate", json!({ "url": format!("file://{}", page.display()) }));
        browser.until("document.body && document.body.dataset.ready === 'yes'");
        Some(browser)
    }

    /// What a script comes to; a promise is waited for.
    pub fn run(&mut self, script: &str) -> Value {
        let given = json!({ "expression": script, "awaitPromise": true, "returnByValue": true });
        let answer = self.send("Runtime.evaluate", given);
        assert!(answer.get("exceptionDetails").is_none(), "{script}: {answer}");
        answer["result"]["value"].clone()
    }

    /// Waits until a script comes to something true.
    pub fn until(&mut self, script: &str) {
        let started = Instant::now();
        while self.run(&format!("Boolean({script})")) != json!(true) {
            let about = "document.body && document.body.innerText.slice(0, 1500)";
            assert!(started.elapsed() < PATIENCE, "never: {script}\n{}", self.run(about));
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// The page as wide as this, light or dark.
    pub fn look(&mut self, width: u32, dark: bool) {
        let size =
            json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
        self.send("Emulation.setDeviceMetricsOverride", size);
        let value = if dark { "dark" } else { "light" };
        let scheme = json!([{ "name": "prefers-color-scheme", "value": value }]);
        self.send("Emulation.setEmulatedMedia", json!({ "features": scheme }));
    }

    /// A picture of the page as PNG, where the environment names a folder for pictures.
    pub fn picture(&mut self, name: &str, whole: bool) {
        let Some(folder) = std::env::var_os("OBSADA_PICTURES") else { return };
        let given = json!({ "format": "png", "captureBeyondViewport": whole });
        let answer = self.send("Page.captureScreenshot", given);
        let bytes = STANDARD.decode(answer["data"].as_str().unwrap()).unwrap();
        std::fs::write(Path::new(&folder).join(name), bytes).unwrap();
    }

    /// A command of the protocol, and its answer. What happens meanwhile is noted.
    pub fn send(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = self.next;
        let text = json!({ "id": id, "method": method, "params": params }).to_string();
        self.socket.write_all(&frame(text.as_bytes())).unwrap();
        loop {
            let message: Value = serde_json::from_slice(&self.message()).unwrap();
            if message["id"] == json!(id) {
                assert!(message.get("error").is_none(), "{method}: {message}");
                return message["result"].clone();
            }
            self.note(&message);
        }
    }

    fn note(&mut self, message: &Value) {
        let params = &message["params"];
        match message["method"].as_str() {
            Some("Network.requestWillBeSent") => {
                let address = params["request"]["url"].as_str().unwrap().to_owned();
                let own = ["file:", "blob:", "data:", "about:"];
                if !own.iter().any(|scheme| address.starts_with(scheme)) {
                    self.requests.push(address);
                }
            }
            Some("Runtime.exceptionThrown") => {
                self.complaints.push(params["exceptionDetails"].to_string());
            }
            Some("Log.entryAdded") if params["entry"]["level"] == json!("error") => {
                self.complaints.push(params["entry"]["text"].to_string());
            }
            _ => {}
        }
    }

    /// The next whole message.
    fn message(&mut self) -> Vec<u8> {
        let mut whole = Vec::new();
        loop {
            let [first, second] = self.bytes(2)[..] else { unreachable!() };
            let length = match second & 0x7f {
                126 => usize::from(u16::from_be_bytes(self.bytes(2).try_into().unwrap())),
                127 => u64::from_be_bytes(self.bytes(8).try_into().unwrap()) as usize,
                short => usize::from(short),
            };
            let part = self.bytes(length);
            // Text and its continuations; pings and the like are passed over.
            if first & 0x0f <= 1 {
                whole.extend(part);
                if first & 0x80 != 0 {
                    return whole;
                }
            }
        }
    }

    fn bytes(&mut self, count: usize) -> Vec<u8> {
        let mut bytes = vec![0; count];
        self.socket.read_exact(&mut bytes).unwrap();
        bytes
    }
}

/// A masked text frame. The mask may be anything; nobody here needs to be kept from guessing it.
fn frame(text: &[u8]) -> Vec<u8> {
    let mut frame = vec![0x81];
    match text.len() {
        short @ 0..126 => frame.push(0x80 | short as u8),
        long => {
            frame.push(0x80 | 127);
            frame.extend((long as u64).to_be_bytes());
        }
    }
    let mask = [7, 11, 13, 17];
    frame.extend(mask);
    frame.extend(text.iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask));
    frame
}

/// The port that the browser listens on, once it has written it down.
fn port(file: &Path) -> u16 {
    let started = Instant::now();
    loop {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        if let Some(port) = text.lines().next().and_then(|line| line.parse().ok()) {
            return port;
        }
        assert!(started.elapsed() < PATIENCE, "the browser does not start");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// A WebSocket to the first page.
fn connect(port: u16) -> TcpStream {
    let started = Instant::now();
    let path = loop {
        let list = get(port, "/json/list");
        let page = list.as_array().and_then(|all| all.iter().find(|t| t["type"] == json!("page")));
        if let Some(address) = page.and_then(|page| page["webSocketDebuggerUrl"].as_str()) {
            break address.split_once("/devtools").unwrap().1.to_owned();
        }
        assert!(started.elapsed() < PATIENCE, "the browser has no page");
        std::thread::sleep(Duration::from_millis(50));
    };
    let mut socket = TcpStream::connect(("127.0.0.1", port)).unwrap();
    socket.set_read_timeout(Some(PATIENCE * 2)).unwrap();
    write!(
        socket,
        "GET /devtools{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    .unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        socket.read_exact(&mut byte).unwrap();
        head.push(byte[0]);
    }
    assert!(head.starts_with(b"HTTP/1.1 101"), "{}", String::from_utf8_lossy(&head));
    socket
}

fn get(port: u16, path: &str) -> Value {
    let mut socket = TcpStream::connect(("127.0.0.1", port)).unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    write!(socket, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")
        .unwrap();
    let mut answer = Vec::new();
    // The browser may keep the connection open: what has come until it is silent is all.
    let mut piece = [0; 4096];
    loop {
        match socket.read(&mut piece) {
            Ok(0) | Err(_) => break,
            Ok(count) => answer.extend(&piece[..count]),
        }
        let text = String::from_utf8_lossy(&answer).into_owned();
        let body = text.split_once("\r\n\r\n").map(|(_, body)| body);
        if let Some(Ok(value)) = body.map(serde_json::from_str) {
            return value;
        }
    }
    Value::Null
}
