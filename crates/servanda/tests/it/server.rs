//! A server of HTTP on this machine that misbehaves as told.
//!
//! It answers each request by a function of the request, and remembers what it was asked. Nothing here waits for time to pass: what is slow
//! waits until the other side has gone.
#![allow(dead_code, clippy::unwrap_used)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

/// What was asked.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Path and query.
    pub path: String,
    /// Headers, names in small letters.
    pub headers: Vec<(String, String)>,
}

impl Asked {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(n, _)| n == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// What is answered.
pub enum Reply {
    /// A whole answer.
    Whole {
        status: u16,
        headers: Vec<(&'static str, String)>,
        body: Vec<u8>,
    },
    /// These bytes as they are, and then the end.
    Raw(Vec<u8>),
    /// These bytes, and then nothing more until the other side goes.
    Hang(Vec<u8>),
    /// These bytes, and then the last ones again and again until the other side goes.
    Endless(Vec<u8>, Vec<u8>),
}

/// A page.
pub fn page(body: impl Into<Vec<u8>>) -> Reply {
    typed("text/html; charset=utf-8", body)
}

/// A body of some kind.
pub fn typed(kind: &str, body: impl Into<Vec<u8>>) -> Reply {
    Reply::Whole {
        status: 200,
        headers: vec![("Content-Type", kind.to_owned())],
        body: body.into(),
    }
}

/// A status without a body.
pub fn status(status: u16) -> Reply {
    Reply::Whole {
        status,
        headers: Vec::new(),
        body: Vec::new(),
    }
}

/// A redirect.
pub fn redirect(code: u16, target: impl Into<String>) -> Reply {
    status(code).with("Location", target)
}

impl Reply {
    /// The same with one more header.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Reply {
        if let Reply::Whole { headers, .. } = &mut self {
            headers.push((name, value.into()));
        }
        self
    }
}

type Answers = dyn Fn(&Asked) -> Reply + Send + Sync;

/// The server; it ends when it is dropped.
pub struct Server {
    /// Where it listens.
    pub at: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
    most_at_once: Arc<AtomicUsize>,
    over: Arc<AtomicBool>,
}

impl Server {
    /// Starts a server that answers by `answers`.
    pub fn start(answers: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Server {
            at: listener.local_addr().unwrap(),
            asked: Arc::default(),
            most_at_once: Arc::default(),
            over: Arc::default(),
        };
        let (asked, most) = (server.asked.clone(), server.most_at_once.clone());
        let over = server.over.clone();
        let answers: Arc<Answers> = Arc::new(answers);
        let now = Arc::new(AtomicUsize::new(0));
        thread::spawn(move || {
            for stream in listener.incoming() {
                if over.load(Ordering::SeqCst) {
                    break;
                }
                let Ok(stream) = stream else { continue };
                let (asked, most, now) = (asked.clone(), most.clone(), now.clone());
                let answers = answers.clone();
                thread::spawn(move || {
                    let count = now.fetch_add(1, Ordering::SeqCst) + 1;
                    most.fetch_max(count, Ordering::SeqCst);
                    serve(stream, &asked, &*answers, &now);
                });
            }
        });
        server
    }

    /// An address on this server.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.at)
    }

    /// Host and port, as settings allow them.
    pub fn host(&self) -> String {
        self.at.to_string()
    }

    /// All requests so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// The paths of all requests so far, those for robots.txt aside.
    pub fn paths(&self) -> Vec<String> {
        let asked = self.asked();
        let paths = asked.into_iter().map(|a| a.path);
        paths.filter(|path| path != "/robots.txt").collect()
    }

    /// How often a path was asked for.
    pub fn count(&self, path: &str) -> usize {
        self.asked().iter().filter(|a| a.path == path).count()
    }

    /// The most requests that were under way at one time.
    pub fn most_at_once(&self) -> usize {
        self.most_at_once.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
        // Wakes the one who listens.
        let _ = TcpStream::connect(self.at);
    }
}

fn serve(stream: TcpStream, asked: &Mutex<Vec<Asked>>, answers: &Answers, now: &AtomicUsize) {
    let mut reader = BufReader::new(stream);
    let request = read_request(&mut reader);
    let Some(request) = request else {
        now.fetch_sub(1, Ordering::SeqCst);
        return;
    };
    asked.lock().unwrap().push(request.clone());
    let reply = answers(&request);
    let mut stream = reader.into_inner();
    // From here on the other side may go at any time; that is what some of the tests are about. What is sent is all that is left to do,
    // so that the request counts as over before its last byte can have been seen.
    now.fetch_sub(1, Ordering::SeqCst);
    let _ = match reply {
        Reply::Whole {
            status,
            headers,
            body,
        } => {
            let mut head = format!("HTTP/1.1 {status} Whatever\r\nConnection: close\r\n");
            for (name, value) in headers {
                head += &format!("{name}: {value}\r\n");
            }
            head += &format!("Content-Length: {}\r\n\r\n", body.len());
            stream.write_all(&[head.as_bytes(), &body].concat())
        }
        Reply::Raw(bytes) => stream.write_all(&bytes),
        Reply::Hang(bytes) => stream
            .write_all(&bytes)
            .and_then(|()| std::io::copy(&mut stream, &mut std::io::sink()).map(drop)),
        Reply::Endless(first, again) => stream.write_all(&first).and_then(|()| {
            loop {
                stream.write_all(&again)?;
            }
        }),
    };
}

fn read_request(reader: &mut impl BufRead) -> Option<Asked> {
    let mut line = String::new();
    reader.take(64 << 10).read_line(&mut line).ok()?;
    let path = line.split_whitespace().nth(1)?.to_owned();
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        if reader.take(64 << 10).read_line(&mut line).ok()? == 0 || line.trim().is_empty() {
            return Some(Asked { path, headers });
        }
        let (name, value) = line.split_once(':')?;
        headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
    }
}
