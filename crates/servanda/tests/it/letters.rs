//! Letters that leave by SMTP, taken by a server on this machine that does as it is told.

use super::browser::Served;
use super::visitor::{PASSWORD, Visitor, account, free_port};
use super::*;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{BufRead, BufReader, Read};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// How long something is waited for that must come.
const PATIENCE: Duration = Duration::from_secs(60);

/// How a server treats those who come.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Mood {
    /// It takes letters.
    Takes,
    /// It says nothing at all, and keeps the connection.
    Silent,
    /// It goes away in the middle of a letter.
    Breaks,
    /// It takes no letter now.
    Busy,
}

/// When a server hides what is said from others.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Cover {
    Never,
    /// When it is asked to (STARTTLS).
    Asked,
    /// From the first word on.
    Always,
}

/// The certificate that it shows then, made for tests: `openssl req -x509` with a key of P-256, for 127.0.0.1, until 2126.
const CERTIFICATE: &str = include_str!("../data/post.pem");

fn tls() -> Arc<ServerConfig> {
    let shown = CertificateDer::from_pem_slice(CERTIFICATE.as_bytes()).unwrap();
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("../data/post.key")).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![shown], key);
    Arc::new(config.unwrap())
}

/// A connection, hidden from others or not.
trait Line: Read + Write {}
impl<T: Read + Write> Line for T {}

fn hidden(stream: &TcpStream) -> BufReader<Box<dyn Line>> {
    let hidden = ServerConnection::new(tls()).unwrap();
    let stream = stream.try_clone().unwrap();
    BufReader::new(Box::new(StreamOwned::new(hidden, stream)))
}

/// What a server met with.
#[derive(Debug, Clone, PartialEq)]
enum Met {
    /// A letter, taken: to whom, its text, and what others could have read of the conversation.
    Letter(String, String, Vec<String>),
    /// An attempt that came to nothing, with what was said until then.
    Failed(Mood, Vec<String>),
}

struct Post {
    at: SocketAddr,
    mood: Arc<Mutex<Mood>>,
    /// Connections that get no answer.
    open: Arc<Mutex<Vec<TcpStream>>>,
    met: Receiver<Met>,
}

impl Post {
    fn start() -> Post {
        Post::with(Cover::Never)
    }

    fn with(cover: Cover) -> Post {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = listener.local_addr().unwrap();
        let (mood, open) = (Arc::new(Mutex::new(Mood::Takes)), Arc::default());
        let (tell, met) = channel();
        let post = Post {
            at,
            mood: mood.clone(),
            open,
            met,
        };
        let open = post.open.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let mood = *mood.lock().unwrap();
                if mood == Mood::Silent {
                    open.lock().unwrap().push(stream);
                    let _ = tell.send(Met::Failed(mood, Vec::new()));
                } else {
                    let tell = tell.clone();
                    thread::spawn(move || talk(&stream, (mood, cover), &tell));
                }
            }
        });
        post
    }

    /// From now on it does otherwise; who waits for an answer is cut off.
    fn turn(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
        self.open.lock().unwrap().clear();
    }

    /// What it meets next.
    fn next(&self) -> Met {
        self.met.recv_timeout(PATIENCE).unwrap()
    }

    /// The next letter to somebody, whatever fails before.
    fn letter(&self, to: &str) -> String {
        loop {
            if let Met::Letter(whom, text, _) = self.next() {
                assert_eq!(whom, to);
                return text;
            }
        }
    }

    fn address(&self) -> String {
        format!("smtp://{}?tls=none", self.at)
    }
}

/// Speaks SMTP with one who came.
fn talk(stream: &TcpStream, (mood, cover): (Mood, Cover), tell: &Sender<Met>) {
    let mut is_hidden = cover == Cover::Always;
    let mut line: BufReader<Box<dyn Line>> = if is_hidden {
        hidden(stream)
    } else {
        BufReader::new(Box::new(stream.try_clone().unwrap()))
    };
    let mut open = Vec::new();
    let _ = say(&mut line, "220 post.example ready");
    let (mut to, mut is_told) = (String::new(), false);
    let mut heard = String::new();
    while matches!(line.read_line(&mut heard), Ok(1..)) {
        let words = std::mem::take(&mut heard).trim_end().to_owned();
        if !is_hidden {
            open.push(words.clone());
        }
        let verb = words
            .split([' ', ':'])
            .next()
            .unwrap_or_default()
            .to_uppercase();
        let mut failed = || {
            is_told = true;
            let _ = tell.send(Met::Failed(mood, open.clone()));
        };
        let answer = match verb.as_str() {
            "EHLO" if is_hidden => "250-post.example\r\n250 AUTH PLAIN",
            "EHLO" if cover == Cover::Asked => "250-post.example\r\n250 STARTTLS",
            "EHLO" => "250 post.example",
            "STARTTLS" => {
                let _ = say(&mut line, "220 go on");
                line = hidden(stream);
                is_hidden = true;
                continue;
            }
            "AUTH" => "235 welcome",
            "MAIL" if mood == Mood::Busy => {
                failed();
                "451 come back later"
            }
            "RCPT" => {
                words
                    .split(['<', '>'])
                    .nth(1)
                    .unwrap_or_default()
                    .clone_into(&mut to);
                "250 fine"
            }
            "DATA" => {
                let _ = say(&mut line, "354 go on");
                let Some(letter) = letter(&mut line, mood) else {
                    failed();
                    return;
                };
                let answered = say(&mut line, "250 taken");
                is_told = true;
                let _ = tell.send(Met::Letter(to.clone(), text(&letter), open.clone()));
                if answered.is_err() {
                    return;
                }
                continue;
            }
            "QUIT" => "221 good bye",
            _ => "250 fine",
        };
        let _ = say(&mut line, answer);
    }
    if !is_told {
        let _ = tell.send(Met::Failed(mood, open));
    }
}

fn say(line: &mut BufReader<Box<dyn Line>>, words: &str) -> std::io::Result<()> {
    line.get_mut()
        .write_all(format!("{words}\r\n").as_bytes())?;
    line.get_mut().flush()
}

/// A letter up to its end; none where the server goes away in the middle.
fn letter(line: &mut BufReader<Box<dyn Line>>, mood: Mood) -> Option<Vec<u8>> {
    let mut letter = Vec::new();
    loop {
        let mut heard = Vec::new();
        line.read_until(b'\n', &mut heard).ok()?;
        if heard.is_empty() || mood == Mood::Breaks {
            return None;
        }
        if heard == b".\r\n" {
            return Some(letter);
        }
        letter.extend_from_slice(heard.strip_prefix(b".").unwrap_or(&heard));
    }
}

/// Subject and text of a letter.
fn text(letter: &[u8]) -> String {
    let letter = mail_parser::MessageParser::default().parse(letter).unwrap();
    format!(
        "{}\n{}",
        letter.subject().unwrap_or_default(),
        letter.body_text(0).unwrap_or_default()
    )
}

/// A desk that sends letters by a server, at an address that stays the same.
struct Desk {
    world: World,
    server: String,
    /// Whether it trusts the certificate of the tests.
    trusts: bool,
    public: String,
    served: Option<Served>,
}

impl Desk {
    fn with(post: &Post) -> Desk {
        let world = World::new(&[("page.txt", PAGE)]);
        assert_eq!(
            world.run(&["add", "-q", "--ledger", "a", "page.txt"]).code,
            0
        );
        for setting in [["registration", "open"], ["trial", "0"]] {
            let args = [&["user", "--ledger", "a"][..], &setting].concat();
            assert_eq!(world.run(&args).code, 0);
        }
        let mut desk = Desk {
            world,
            server: post.address(),
            trusts: false,
            public: format!("http://127.0.0.1:{}", free_port()),
            served: None,
        };
        desk.start();
        desk
    }

    fn start(&mut self) {
        self.stop();
        let listen = self.public.trim_start_matches("http://");
        let mut command = self.world.command(&[
            "serve",
            "--ledger",
            "a",
            "--listen",
            listen,
            "--public-url",
            &self.public,
            "--mail-from",
            "Desk <desk@example.org>",
        ]);
        command.env("SERVANDA_SMTP", &self.server);
        if self.trusts {
            self.world.write("post.pem", CERTIFICATE.as_bytes());
            command.env("SERVANDA_SMTP_CA", self.world.path("post.pem"));
        }
        self.served = Some(Served::start(command));
    }

    fn stop(&mut self) {
        self.served = None;
    }

    fn visitor(&self) -> Visitor {
        Visitor::at(&self.public)
    }

    /// Somebody registers with an e-mail address, and proves it by the link in the letter.
    fn register(&self, post: &Post, name: &str) -> Visitor {
        let mut visitor = self.visitor();
        let email = format!("{name}@example.org");
        let fields = [
            ("name", name),
            ("password", PASSWORD),
            ("email", email.as_str()),
        ];
        let answer = visitor.post("/register", "/register", &fields);
        assert_eq!(answer.status, 303, "{}", answer.body);
        let (path, token) = self.link(&post.letter(&email));
        assert_eq!(path, "/prove");
        let page = format!("/prove?token={token}");
        let proved = visitor.post(&page, "/prove", &[("token", &token)]);
        assert_eq!(proved.status, 200, "{}", proved.body);
        assert!(visitor.get("/account").body.contains("It is confirmed."));
        visitor
    }

    /// Somebody asks for a link. The answer tells nothing of what becomes of it.
    fn forget(&self, name: &str) {
        let answer = self.visitor().post("/forgot", "/forgot", &[("name", name)]);
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert!(answer.body.contains("If there is such an account"));
    }

    /// Path and token of the link in a letter.
    fn link(&self, letter: &str) -> (String, String) {
        let (_, rest) = letter
            .split_once(&self.public)
            .unwrap_or_else(|| panic!("no link to the desk: {letter}"));
        let link = rest.split_whitespace().next().unwrap();
        let (path, token) = link.split_once("?token=").unwrap();
        (path.to_owned(), token.to_owned())
    }

    /// Sets a new password by the link in a letter.
    fn reset(&self, letter: &str, new: &str) -> u16 {
        let (path, token) = self.link(letter);
        assert_eq!(path, "/reset");
        let fields = [("token", token.as_str()), ("password", new)];
        let mut visitor = self.visitor();
        assert_eq!(visitor.get(&format!("/reset?token={token}")).status, 200);
        visitor.post("/login", "/reset", &fields).status
    }
}

#[test]
fn a_password_is_set_anew_by_the_link_in_a_letter() {
    let post = Post::start();
    let desk = Desk::with(&post);
    let mut anna = desk.register(&post, "anna");
    // Nobody is told whether there is such an account, and nothing is sent where there is none.
    desk.forget("nobody");
    desk.forget("anna");
    let letter = post.letter("anna@example.org");
    let new = "butter and honey";
    let old = desk.visitor().log_in("anna", PASSWORD).status;
    assert_eq!(old, 303, "asking changes nothing");
    assert_eq!(desk.reset(&letter, "short"), 422);
    assert!(desk.reset(&letter, new) < 400);
    assert_eq!(desk.visitor().log_in("anna", PASSWORD).status, 422);
    assert_eq!(desk.visitor().log_in("anna", new).status, 303);
    assert_eq!(anna.get("/account").status, 303, "other logins ended");
    assert!(
        desk.reset(&letter, "jam and cheese") >= 400,
        "a link works once"
    );
}

#[test]
fn a_server_that_does_not_take_letters_stops_nobody_and_loses_none() {
    let post = Post::start();
    let mut desk = Desk::with(&post);
    desk.register(&post, "anna");
    // It does not say a word: people get their answers, and pages, all the same.
    post.turn(Mood::Silent);
    desk.forget("anna");
    assert_eq!(post.next(), Met::Failed(Mood::Silent, Vec::new()));
    assert_eq!(desk.visitor().get("/").status, 200);
    // Then it takes nothing; the letter is tried again by itself, and waits while the desk is started anew.
    post.turn(Mood::Busy);
    while !matches!(post.next(), Met::Failed(Mood::Busy, _)) {}
    desk.start();
    // Who asks once more is sent one at once; the server breaks off in the middle.
    post.turn(Mood::Breaks);
    desk.forget("anna");
    while !matches!(post.next(), Met::Failed(Mood::Breaks, _)) {}
    post.turn(Mood::Takes);
    let letter = post.letter("anna@example.org");
    assert!(desk.reset(&letter, "butter and honey") < 400);
    let inside = desk.visitor().log_in("anna", "butter and honey");
    assert_eq!(inside.status, 303);
}

#[test]
fn a_digest_comes_when_the_server_takes_it() {
    let post = Post::start();
    let mut desk = Desk::with(&post);
    account(&desk.world, "a", "boris", "reader");
    let mut anna = desk.register(&post, "anna");
    let hour = [("language", "en"), ("hour", "7"), ("zone", "UTC")];
    let set = anna.post("/account", "/account/preferences", &hour);
    assert_eq!(set.status, 200, "{}", set.body);
    let mut boris = Visitor::of(&desk.public, "boris");
    let message = [("client", "a"), ("text", "@anna, is it sure?")];
    let sent = boris.post("/chats/general", "/chats/general", &message);
    assert_eq!(sent.status, 303, "{}", sent.body);
    post.turn(Mood::Busy);
    desk.start();
    while !matches!(post.next(), Met::Failed(Mood::Busy, _)) {}
    post.turn(Mood::Takes);
    desk.start();
    let digest = post.letter("anna@example.org");
    assert!(
        digest.contains("boris") && digest.contains(&format!("{}/chats/general", desk.public)),
        "{digest}"
    );
    // Once: what comes next is what was asked for next. A desk that is killed before it has noted that a letter was taken may send it again.
    let file = rusqlite::Connection::open(desk.world.path("a.people")).unwrap();
    let is_noted = || {
        let noted = "SELECT count(*) FROM notice WHERE mailed IS NOT NULL";
        file.query_row(noted, [], |row| row.get::<_, i64>(0))
            .unwrap()
            > 0
    };
    while !is_noted() {
        thread::yield_now();
    }
    desk.start();
    desk.forget("anna");
    let next = post.letter("anna@example.org");
    assert_eq!(desk.link(&next).0, "/reset");
}

#[test]
fn nothing_is_said_over_a_connection_that_others_can_read() {
    let post = Post::start();
    let mut desk = Desk::with(&post);
    desk.register(&post, "anna");
    // The server offers no encryption, and the desk was told to ask for it.
    desk.server = format!("smtp://anna:secret@{}?tls=required", post.at);
    desk.start();
    desk.forget("anna");
    let Met::Failed(_, said) = post.next() else {
        panic!("a letter was sent in the open")
    };
    let is_greeting = |line: &String| line.starts_with("EHLO") || line == "QUIT";
    assert!(!said.is_empty() && said.iter().all(is_greeting), "{said:?}");
    // It is not lost for that.
    desk.server = post.address();
    desk.start();
    post.letter("anna@example.org");
}

#[test]
fn a_letter_goes_over_a_connection_that_nobody_else_can_read() {
    for cover in [Cover::Asked, Cover::Always] {
        let post = Post::with(cover);
        let open = Post::start();
        let mut desk = Desk::with(&open);
        desk.register(&open, "anna");
        let name = "anna:secret@";
        desk.server = match cover {
            Cover::Always => format!("smtps://{name}{}", post.at),
            _ => format!("smtp://{name}{}?tls=required", post.at),
        };
        let is_greeting = |line: &String| line.starts_with("EHLO") || line == "STARTTLS";
        // A server whose certificate nobody vouches for is told nothing.
        desk.start();
        desk.forget("anna");
        let Met::Failed(_, said) = post.next() else {
            panic!("a letter was sent to a stranger")
        };
        assert!(said.iter().all(is_greeting), "{said:?}");
        // Whoever runs the desk vouches for it.
        desk.trusts = true;
        desk.start();
        desk.forget("anna");
        // The letter that was owed goes out too; what it says holds no longer.
        loop {
            let Met::Letter(whom, text, said) = post.next() else {
                continue;
            };
            assert_eq!(whom, "anna@example.org");
            assert!(said.iter().all(is_greeting), "{cover:?}: {said:?}");
            assert_eq!(said.is_empty(), cover == Cover::Always);
            if desk.reset(&text, "butter and honey") < 400 {
                break;
            }
        }
    }
}
