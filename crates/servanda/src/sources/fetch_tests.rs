//! Fetching from a server on this machine that behaves well and badly.

use super::super::address::tests::REFUSED;
use super::super::server::{self, Reply, Server, page, redirect, status, typed};
use super::*;
use std::io;
use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Manners for a server of a test: it may be fetched from, and nothing else that is private.
fn manners(server: &Server) -> Manners {
    Manners {
        policy: Policy {
            allow: vec![server.host()],
            ..Policy::default()
        },
        limits: Limits {
            largest: 1 << 20,
            ..Limits::default()
        },
        ..Manners::default()
    }
}

fn fetcher(server: &Server) -> Fetcher {
    Fetcher::new(manners(server), Stop::default())
}

/// Limits so short that what hangs ends soon. Nothing is asserted of how long it took.
fn hurried(server: &Server) -> Fetcher {
    let mut manners = manners(server);
    manners.limits.time = Duration::from_millis(300);
    Fetcher::new(manners, Stop::default())
}

fn body(answer: Result<Answer, Failure>) -> String {
    String::from_utf8(answer.unwrap().body.unwrap()).unwrap()
}

#[test]
fn a_page_comes_with_what_the_host_says_of_it() {
    let server = Server::start(|_| {
        typed("Text/HTML; Charset=\"windows-1251\"", "<p>x")
            .with("ETag", "\"v1\"")
            .with("Last-Modified", "Thu, 01 Mar 2018 09:40:00 GMT")
    });
    let mut manners = manners(&server);
    manners.contact = Some("desk@example.org\r\nX-Evil: 1".to_owned());
    let fetcher = Fetcher::new(manners, Stop::default());
    let answer = fetcher.get(&server.url("/a#part"), None, true).unwrap();
    assert_eq!(answer.address.as_str(), server.url("/a"));
    assert_eq!(answer.kind.as_deref(), Some("text/html"));
    assert_eq!(answer.charset.as_deref(), Some("windows-1251"));
    assert_eq!(answer.known.etag.as_deref(), Some("\"v1\""));
    assert_eq!(answer.moved, None);
    let asked = server.asked();
    let agent = asked[0].header("user-agent").unwrap();
    assert!(agent.starts_with("Servanda/") && agent.contains("+desk@example.org"));
    assert_eq!(asked[0].header("x-evil"), None);
    assert_eq!(asked[0].header("cookie"), None);
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let server = Server::start(|asked| match asked.header("if-none-match") {
        Some("\"v1\"") => status(304),
        _ => page("one").with("ETag", "\"v1\""),
    });
    let fetcher = fetcher(&server);
    let first = fetcher.get(&server.url("/a"), None, true).unwrap();
    let again = fetcher.get(&server.url("/a"), Some(&first.known), true);
    assert_eq!(again.unwrap().body, None);
    // What is known of one address says nothing of another.
    assert_eq!(
        body(fetcher.get(&server.url("/b"), Some(&first.known), true)),
        "one"
    );
}

#[test]
fn redirects_are_followed_and_their_end_is_known() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/a" => redirect(301, "/b").with("Set-Cookie", "id=1"),
        "/b" => redirect(308, "c?d=e#f"),
        "/t" => redirect(302, "/c"),
        "/loop" => redirect(301, "/loop"),
        "/nowhere" => status(301),
        _ => page("end"),
    });
    let fetcher = fetcher(&server);
    let answer = fetcher.get(&server.url("/a"), None, true).unwrap();
    assert_eq!(answer.address.as_str(), server.url("/c?d=e"));
    assert_eq!(answer.moved.unwrap().as_str(), server.url("/c?d=e"));
    let passing = fetcher.get(&server.url("/t"), None, true).unwrap();
    assert_eq!(passing.moved, None);
    for path in ["/loop", "/nowhere"] {
        let answer = fetcher.get(&server.url(path), None, true);
        assert!(matches!(answer, Err(Failure::Gone(_))), "{answer:?}");
    }
    assert_eq!(server.count("/loop"), 6);
    assert!(server.asked().iter().all(|a| a.header("cookie").is_none()));
}

#[test]
fn a_redirect_to_a_refused_address_is_refused() {
    // Without two slashes these name a path of the same host, not a host.
    let relative = |address: &str| address.starts_with("http:") && !address.starts_with("http:/");
    let targets: Vec<&str> = REFUSED
        .iter()
        .copied()
        .filter(|address| !relative(address.trim()) && *address != "http:/127.0.0.1/")
        .collect();
    assert!(targets.len() >= 60);
    let list = targets.clone();
    let server = Server::start(move |asked| {
        let number: Option<usize> = asked.path.get(1..).and_then(|n| n.parse().ok());
        match number.and_then(|n| list.get(n)) {
            Some(target) => redirect(302, *target),
            None => status(404),
        }
    });
    let fetcher = fetcher(&server);
    for (number, target) in targets.iter().enumerate() {
        let answer = fetcher.get(&server.url(&format!("/{number}")), None, true);
        assert!(
            matches!(answer, Err(Failure::Refused(_))),
            "{target}: {answer:?}"
        );
    }
    assert_eq!(server.asked().len(), targets.len());
}

/// Names that answer differently each time.
struct Fickle {
    answers: Vec<Vec<&'static str>>,
    asked: AtomicUsize,
}

impl Names for Fickle {
    fn look_up(&self, _: &str) -> io::Result<Vec<IpAddr>> {
        let time = self.asked.fetch_add(1, Ordering::SeqCst);
        let answer = self.answers.get(time).or(self.answers.last());
        Ok(answer
            .unwrap()
            .iter()
            .map(|number| number.parse().unwrap())
            .collect())
    }
}

fn fickle(answers: &[&[&'static str]]) -> Arc<Fickle> {
    Arc::new(Fickle {
        answers: answers.iter().map(|a| a.to_vec()).collect(),
        asked: AtomicUsize::new(0),
    })
}

#[test]
fn a_name_that_leads_to_a_refused_number_is_refused() {
    for number in [
        "127.0.0.1",
        "10.0.0.1",
        "169.254.169.254",
        "::1",
        "::ffff:127.0.0.1",
        "fd00::1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
    ] {
        let names = fickle(&[&[number]]);
        let fetcher = Fetcher::with_names(Manners::default(), Stop::default(), names.clone());
        let answer = fetcher.get("http://rebind.example/", None, true);
        assert!(
            matches!(&answer, Err(Failure::Refused(why)) if why.contains("rebind.example leads to")),
            "{number}: {answer:?}"
        );
        assert_eq!(names.asked.load(Ordering::SeqCst), 1, "{number}");
    }
}

#[test]
fn a_second_answer_of_a_name_server_changes_nothing() {
    // The server may be reached as news.example. The name leads there once, and to another number of this machine from then on.
    let server = Server::start(|_| page("one"));
    let port = server.at.port();
    let mut manners = manners(&server);
    manners.policy.allow = vec![format!("news.example:{port}")];
    let names = fickle(&[&["127.0.0.1"], &["127.0.0.9"]]);
    let fetcher = Fetcher::with_names(manners.clone(), Stop::default(), names.clone());
    let url = format!("http://news.example:{port}/");
    assert_eq!(body(fetcher.get(&url, None, true)), "one");
    assert_eq!(names.asked.load(Ordering::SeqCst), 1);
    // Where the policy does not lift the host, neither answer is let through.
    manners.policy.allow.clear();
    let names = fickle(&[&["127.0.0.1"], &["127.0.0.1"]]);
    let fetcher = Fetcher::with_names(manners, Stop::default(), names);
    for _ in 0..2 {
        let answer = fetcher.get(&url, None, true);
        assert!(matches!(answer, Err(Failure::Refused(_))), "{answer:?}");
    }
    assert_eq!(server.asked().len(), 1);
}

#[test]
fn a_redirect_to_a_name_of_this_machine_is_refused() {
    let server = Server::start(|_| redirect(301, "http://inside.example/secret"));
    let names = fickle(&[&["127.0.0.1"]]);
    let fetcher = Fetcher::with_names(manners(&server), Stop::default(), names);
    let answer = fetcher.get(&server.url("/"), None, true);
    assert!(matches!(answer, Err(Failure::Refused(why)) if why.contains("inside.example")));
}

#[test]
fn a_proxy_is_told_the_judged_number() {
    // A proxy that serves the page itself, once the tunnel stands.
    let proxy = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let at = proxy.local_addr().unwrap().to_string();
    let served = std::thread::spawn(move || {
        use std::io::{BufRead, BufReader, Write};
        let (stream, _) = proxy.accept().unwrap();
        let mut reader = BufReader::new(stream);
        let mut lines = Vec::new();
        let answers = [
            "HTTP/1.1 200 Fine\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\none",
        ];
        for answer in answers {
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).unwrap();
                if line == "\r\n" {
                    break;
                }
                lines.push(line.trim_end().to_ascii_lowercase());
            }
            reader.get_mut().write_all(answer.as_bytes()).unwrap();
        }
        lines
    });
    let manners = Manners {
        proxy: Some(at),
        ..Manners::default()
    };
    let names = fickle(&[&["8.8.8.8"]]);
    let fetcher = Fetcher::with_names(manners.clone(), Stop::default(), names);
    assert_eq!(
        body(fetcher.get("http://news.example/a", None, true)),
        "one"
    );
    let lines = served.join().unwrap();
    assert!(
        lines.contains(&"connect 8.8.8.8:80 http/1.1".to_owned()),
        "{lines:?}"
    );
    assert!(lines.contains(&"get /a http/1.1".to_owned()), "{lines:?}");
    assert!(
        lines.contains(&"host: news.example".to_owned()),
        "{lines:?}"
    );
    // What leads to this machine is refused before the proxy hears of it: it listens no more.
    for address in ["http://127.0.0.1/", "http://inside.example/"] {
        let fetcher =
            Fetcher::with_names(manners.clone(), Stop::default(), fickle(&[&["10.0.0.1"]]));
        let answer = fetcher.get(address, None, true);
        assert!(matches!(answer, Err(Failure::Refused(_))), "{answer:?}");
    }
}

#[test]
fn a_proxy_that_refuses_is_named() {
    for answer in ["HTTP/1.1 403 No\r\n\r\n", "", "SSH-2.0\r\n\r\n"] {
        let server = Server::start(move |_| Reply::Raw(answer.into()));
        let manners = Manners {
            proxy: Some(server.host()),
            ..Manners::default()
        };
        let fetcher = Fetcher::with_names(manners, Stop::default(), fickle(&[&["8.8.8.8"]]));
        let got = fetcher.get("http://news.example/a", None, true);
        assert!(matches!(got, Err(Failure::Later(_, None))), "{got:?}");
    }
}

#[test]
fn nothing_hangs() {
    let server = Server::start(|asked| {
        let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n".to_vec();
        let body = [&head[..], b"Content-Length: 1000\r\n\r\nsome"].concat();
        match asked.path.as_str() {
            "/silent" => Reply::Hang(Vec::new()),
            "/half-head" => Reply::Hang(head),
            "/half-body" => Reply::Hang(body),
            "/cut-body" => Reply::Raw(body),
            "/cut-chunk" => {
                Reply::Raw([&head[..], b"Transfer-Encoding: chunked\r\n\r\n9\r\nsome"].concat())
            }
            "/bad-chunk" => {
                Reply::Raw([&head[..], b"Transfer-Encoding: chunked\r\n\r\nzz\r\nsome"].concat())
            }
            "/nothing" => Reply::Raw(Vec::new()),
            "/no-http" => Reply::Raw(b"220 mail.example ready\r\n".to_vec()),
            "/endless-head" => Reply::Endless(head, b"X-More: and more\r\n".to_vec()),
            _ => status(404),
        }
    });
    for path in [
        "/silent",
        "/half-head",
        "/half-body",
        "/cut-body",
        "/cut-chunk",
        "/bad-chunk",
        "/nothing",
        "/no-http",
        "/endless-head",
    ] {
        let answer = hurried(&server).get(&server.url(path), None, true);
        assert!(
            matches!(answer, Err(Failure::Later(..))),
            "{path}: {answer:?}"
        );
    }
}

#[test]
fn names_that_are_never_answered_end_with_the_time() {
    struct Silent(Mutex<std::sync::mpsc::Receiver<()>>);
    impl Names for Silent {
        fn look_up(&self, _: &str) -> io::Result<Vec<IpAddr>> {
            // Nobody ever sends; it ends when the test does.
            let _ = self.0.lock().unwrap().recv();
            Ok(Vec::new())
        }
    }
    let (keep, silent) = std::sync::mpsc::channel();
    let manners = Manners {
        limits: Limits {
            time: Duration::from_millis(100),
            ..Limits::default()
        },
        ..Manners::default()
    };
    let names = Arc::new(Silent(Mutex::new(silent)));
    let fetcher = Fetcher::with_names(manners, Stop::default(), names);
    let answer = fetcher.get("http://news.example/", None, true);
    assert!(matches!(answer, Err(Failure::Later(..))), "{answer:?}");
    drop(keep);
}

#[test]
fn bodies_without_end_and_bombs_are_cut() {
    let server = Server::start(|asked| {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
        match asked.path.as_str() {
            "/endless" => Reply::Endless(format!("{head}\r\n").into(), vec![b'a'; 1 << 16]),
            "/chunks" => Reply::Endless(
                format!("{head}Transfer-Encoding: chunked\r\n\r\n").into(),
                b"400\r\n"
                    .iter()
                    .copied()
                    .chain([b'a'; 1024])
                    .chain(*b"\r\n")
                    .collect(),
            ),
            "/claims-much" => {
                Reply::Raw(format!("{head}Content-Length: 99999999999\r\n\r\nx").into())
            }
            "/bomb.gz" => {
                use flate2::{Compression, write::GzEncoder};
                use std::io::Write;
                let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
                encoder.write_all(&vec![b' '; 8 << 20]).unwrap();
                page(encoder.finish().unwrap()).with("Content-Encoding", "gzip")
            }
            "/bomb.br" => page(*b"\x9b\xff\xff\x7f\xf8\x25\x40\xe2\xb1\x40\x20\xf7\xfe\x0f")
                .with("Content-Encoding", "br"),
            _ => page("x").with("Content-Encoding", "compress, gzip"),
        }
    });
    let fetcher = fetcher(&server);
    for path in ["/endless", "/chunks", "/bomb.gz", "/bomb.br", "/odd"] {
        let answer = fetcher.get(&server.url(path), None, true);
        assert!(
            matches!(answer, Err(Failure::Gone(_))),
            "{path}: {answer:?}"
        );
    }
    let answer = fetcher.get(&server.url("/claims-much"), None, true);
    assert!(answer.is_err(), "{answer:?}");
}

#[test]
fn what_a_status_means_for_the_next_time() {
    let server = Server::start(|asked| {
        let code = asked.path[1..].parse().unwrap();
        status(code).with("Retry-After", "120")
    });
    let fetcher = fetcher(&server);
    let get = |code: u16| fetcher.get(&server.url(&format!("/{code}")), None, true);
    for code in [400, 401, 403, 404, 410, 451, 204, 206] {
        assert!(matches!(get(code), Err(Failure::Gone(_))), "{code}");
    }
    for code in [429, 500, 503] {
        let wait = Some(Duration::from_secs(120));
        assert!(
            matches!(get(code), Err(Failure::Later(_, asked)) if asked == wait),
            "{code}"
        );
    }
    assert_eq!(
        retry_after("Thu, 01 Mar 2018 09:40:00 GMT"),
        Some(Duration::ZERO)
    );
    assert_eq!(retry_after("soon"), None);
}

#[test]
fn robots_are_asked_once_and_obeyed_at_every_hop() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/robots.txt" => typed("text/plain", "User-agent: *\nDisallow: /private\n"),
        "/to-private" => redirect(302, "/private/a"),
        _ => page("x"),
    });
    let fetcher = fetcher(&server);
    assert!(fetcher.get(&server.url("/a"), None, false).is_ok());
    for path in ["/private/a", "/to-private"] {
        let answer = fetcher.get(&server.url(path), None, false);
        assert!(matches!(answer, Err(Failure::Refused(_))), "{answer:?}");
    }
    assert_eq!(server.count("/robots.txt"), 1);
    assert_eq!(server.count("/private/a"), 0);
    assert!(fetcher.get(&server.url("/private/a"), None, true).is_ok());
}

#[test]
fn a_host_that_cannot_say_what_it_allows_is_left_alone() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/robots.txt" => status(503),
        _ => page("x"),
    });
    let answer = fetcher(&server).get(&server.url("/a"), None, false);
    assert!(matches!(answer, Err(Failure::Later(..))), "{answer:?}");
    assert_eq!(server.count("/a"), 0);
}

#[test]
fn stopping_breaks_off_what_is_under_way() {
    let (seen, wait) = std::sync::mpsc::channel();
    let seen = Mutex::new(seen);
    let server = Server::start(move |_| {
        seen.lock().unwrap().send(()).unwrap();
        Reply::Hang(b"HTTP/1.1 200 OK\r\n\r\nsome".to_vec())
    });
    let mut manners = manners(&server);
    manners.limits.time = Duration::from_secs(1 << 20);
    let fetcher = Fetcher::new(manners, Stop::default());
    std::thread::scope(|scope| {
        let hanging = scope.spawn(|| fetcher.get(&server.url("/a"), None, true).map(drop));
        wait.recv().unwrap();
        fetcher.stop();
        assert_eq!(hanging.join().unwrap(), Err(Failure::Stopped));
    });
    assert_eq!(
        fetcher.get(&server.url("/b"), None, true).map(drop),
        Err(Failure::Stopped)
    );
}

#[test]
fn what_is_no_page_is_not_taken_as_one() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/a.pdf" => typed("application/pdf", "%PDF"),
        "/a" => typed("application/xhtml+xml", "<html/>"),
        _ => Reply::Endless(
            b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n".to_vec(),
            vec![0; 1 << 16],
        ),
    });
    let fetcher = fetcher(&server);
    assert!(fetcher.get_page(&server.url("/a"), None, true).is_ok());
    for path in ["/a.pdf", "/film"] {
        let answer = fetcher.get_page(&server.url(path), None, true);
        assert!(matches!(answer, Err(Failure::Gone(_))), "{answer:?}");
    }
    assert!(fetcher.get(&server.url("/a.pdf"), None, true).is_ok());
}

#[test]
fn requests_carry_what_a_server_needs() {
    let server = Server::start(|_| server::page("x"));
    fetcher(&server).get(&server.url("/a"), None, true).unwrap();
    let asked = &server.asked()[0];
    assert_eq!(asked.header("accept-encoding"), Some("gzip, br"));
    assert_eq!(asked.header("host"), Some(server.host().as_str()));
}
