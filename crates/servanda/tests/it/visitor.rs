//! Somebody at a desk that runs as a program of its own: what a browser does, without one.
//!
//! Requests are of HTTP/1.0, so that an answer ends with its connection.

use super::World;
use super::browser::Served;
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

/// A password that is good enough.
pub const PASSWORD: &str = "marmalade on toast";

/// What was answered.
#[derive(Debug)]
pub struct Page {
    pub status: u16,
    pub location: String,
    pub body: String,
}

/// A browser: it keeps cookies and fills in what forms hide.
#[derive(Clone)]
pub struct Visitor {
    at: String,
    cookies: BTreeMap<String, String>,
}

impl Visitor {
    /// One without cookies, at the desk of an address such as `http://127.0.0.1:8080`.
    pub fn at(address: &str) -> Visitor {
        Visitor {
            at: address.trim_start_matches("http://").to_owned(),
            cookies: BTreeMap::new(),
        }
    }

    /// The same browser at another desk.
    pub fn moved_to(mut self, address: &str) -> Visitor {
        address
            .trim_start_matches("http://")
            .clone_into(&mut self.at);
        self
    }

    /// Somebody who is logged in.
    pub fn of(address: &str, name: &str) -> Visitor {
        let mut visitor = Visitor::at(address);
        let answer = visitor.log_in(name, PASSWORD);
        assert_eq!(answer.status, 303, "{answer:?}");
        visitor
    }

    /// Tries to log in.
    pub fn log_in(&mut self, name: &str, password: &str) -> Page {
        let fields = [("name", name), ("password", password), ("back", "/about")];
        self.post("/login", "/login", &fields)
    }

    /// Looks at a page.
    pub fn get(&mut self, path: &str) -> Page {
        self.ask("GET", path, "")
    }

    /// Sends a form that stands on a page.
    pub fn post(&mut self, page: &str, action: &str, fields: &[(&str, &str)]) -> Page {
        let shown = self.get(page).body;
        let mark = "name=\"csrf\" value=\"";
        let at = shown
            .find(mark)
            .unwrap_or_else(|| panic!("no form on {page}: {shown}"));
        let csrf = shown[at + mark.len()..].split('"').next().unwrap();
        let body = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("csrf", csrf)
            .extend_pairs(fields)
            .finish();
        self.ask("POST", action, &body)
    }

    fn ask(&mut self, method: &str, path: &str, body: &str) -> Page {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = format!(
            "{method} {path} HTTP/1.0\r\nhost: {}\r\ncookie: {}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
            self.at,
            cookies.join("; "),
            body.len()
        );
        let mut stream = TcpStream::connect(&self.at).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8(answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let mut page = Page {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            location: String::new(),
            body: body.to_owned(),
        };
        for (name, value) in head.lines().filter_map(|line| line.split_once(": ")) {
            if name.eq_ignore_ascii_case("location") {
                value.clone_into(&mut page.location);
            } else if name.eq_ignore_ascii_case("set-cookie") {
                let (name, value) = value.split_once('=').unwrap();
                let value = value.split(';').next().unwrap();
                if value.is_empty() {
                    self.cookies.remove(name);
                } else {
                    self.cookies.insert(name.to_owned(), value.to_owned());
                }
            }
        }
        page
    }
}

/// Makes an account of a ledger.
pub fn account(world: &World, ledger: &str, name: &str, role: &str) {
    let args = [
        "user",
        "--ledger",
        ledger,
        "add",
        name,
        "--role",
        role,
        "--password-stdin",
    ];
    let made = world.run_with(&args, format!("{PASSWORD}\n").as_bytes());
    assert_eq!(made.code, 0, "{made:?}");
}

/// A desk over a ledger.
pub fn desk(world: &World, ledger: &str) -> Served {
    Served::start(world.command(&[
        "serve",
        "--ledger",
        ledger,
        "--listen",
        "127.0.0.1:0",
        "--today",
        "2018-05-20",
    ]))
}

/// A port that nobody listens on.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// The fields of the form that decides about a claim, as a page of the review shows them.
pub fn form(page: &str, claim: &str) -> BTreeMap<String, String> {
    let (_, rest) = page
        .split_once(&format!("id=\"claim-{claim}\""))
        .unwrap_or_else(|| panic!("{claim} is not in the queue"));
    let (own, _) = rest.split_once("</article>").unwrap();
    let attribute = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        Some(plain(rest.split('"').next()?))
    };
    let mut fields = BTreeMap::new();
    let mut select = String::new();
    for part in own.split('<') {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let name = attribute(tag, "name").unwrap_or_default();
        if tag.starts_with("input ") {
            fields.insert(name, attribute(tag, "value").unwrap_or_default());
        } else if tag.starts_with("textarea ") {
            fields.insert(name, plain(text));
        } else if tag.starts_with("select ") {
            select = name;
        } else if tag == "option selected" {
            fields.insert(select.clone(), plain(text));
        }
    }
    fields
}

/// Text without the signs that stand for others in HTML.
fn plain(html: &str) -> String {
    let mut text = html.to_owned();
    for (sign, letter) in [
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#38;", "&"),
    ] {
        text = text.replace(sign, letter);
    }
    text
}
