//! A browser in a few lines: logs in, sends, listens. HTTP/1.0, so that an answer ends with its connection.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

/// Somebody who is logged in.
pub struct Client {
    port: u16,
    /// The network address that it says it has.
    from: String,
    cookies: String,
    csrf: String,
}

/// What a listener is told.
pub enum Event {
    /// The connection is there.
    Open,
    /// A message: its number in the room, and its text.
    Message(i64, String),
}

type Fallible<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

impl Client {
    /// Logs in.
    pub fn log_in(port: u16, number: usize, name: &str, password: &str) -> Fallible<Arc<Client>> {
        let mut client = Client {
            port,
            from: format!("10.0.{}.{}", number / 250, number % 250 + 1),
            cookies: String::new(),
            csrf: String::new(),
        };
        let page = client.ask("GET", "/login", "", &[])?;
        client.cookies = cookies(&page);
        let csrf = csrf(&page).ok_or("no form to log in with")?;
        let form = format!(
            "csrf={csrf}&name={name}&password={}&back=/about",
            password.replace(' ', "+")
        );
        let answer = client.ask("POST", "/login", &form, &[])?;
        client.cookies = cookies(&answer);
        let room = client.ask("GET", "/chats/general", "", &[])?;
        client.csrf = self::csrf(&room).ok_or("not logged in")?;
        Ok(Arc::new(client))
    }

    /// Sends a message under a name.
    pub fn send(&self, name: &str, text: &str) -> Fallible<()> {
        let form = format!("client={name}&text={}", text.replace(' ', "+"));
        let csrf = format!("x-csrf: {}", self.csrf);
        taken(&self.ask("POST", "/chats/general", &form, &[&csrf])?, "200")
    }

    /// Writes a comment on a record; `text` is of letters, digits and spaces.
    pub fn comment(&self, record: &str, text: &str) -> Fallible<()> {
        let text = text.replace(' ', "+");
        let form = format!("csrf={}&subject=record&id={record}&text={text}", self.csrf);
        taken(&self.ask("POST", "/discuss", &form, &[])?, "303")
    }

    /// Somebody who is not logged in.
    pub fn visitor(port: u16, number: usize) -> Client {
        Client {
            port,
            from: format!("10.1.{}.{}", number / 250, number % 250 + 1),
            cookies: String::new(),
            csrf: String::new(),
        }
    }

    /// The text of a page.
    pub fn read(&self, path: &str) -> Fallible<String> {
        let answer = self.ask("GET", path, "", &[])?;
        taken(&answer, "200")?;
        Ok(answer)
    }

    /// Listens from a message on until the connection ends.
    pub fn listen(&self, last: i64, mut told: impl FnMut(Event)) -> Fallible<()> {
        let id = format!("last-event-id: {last}");
        let stream = self.open("GET", "/chats/general/live", "", &[&id])?;
        stream.set_read_timeout(Some(Duration::from_secs(90)))?;
        let mut lines = BufReader::new(stream).lines();
        let first = lines.next().ok_or("no answer")??;
        if !first.contains(" 200 ") {
            return Err(first.into());
        }
        let mut kind = String::new();
        for line in lines {
            let line = line?;
            if let Some(name) = line.strip_prefix("event: ") {
                name.clone_into(&mut kind);
            } else if let Some(data) = line.strip_prefix("data: ") {
                match kind.as_str() {
                    "message" => {
                        if let Some((seq, text)) = message(data) {
                            told(Event::Message(seq, text));
                        }
                    }
                    "present" => told(Event::Open),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn ask(&self, method: &str, path: &str, form: &str, headers: &[&str]) -> Fallible<String> {
        let mut stream = self.open(method, path, form, headers)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        if answer.is_empty() {
            return Err("no answer".into());
        }
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }

    fn open(&self, method: &str, path: &str, form: &str, headers: &[&str]) -> Fallible<TcpStream> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        let kind = "content-type: application/x-www-form-urlencoded";
        let mut head = format!(
            "{method} {path} HTTP/1.0\r\nhost: 127.0.0.1:{}\r\nx-forwarded-for: {}\r\ncookie: {}\r\n{kind}\r\ncontent-length: {}\r\n",
            self.port,
            self.from,
            self.cookies,
            form.len()
        );
        for header in headers {
            head.push_str(header);
            head.push_str("\r\n");
        }
        head.push_str("\r\n");
        head.push_str(form);
        stream.write_all(head.as_bytes())?;
        Ok(stream)
    }
}

/// Whether an answer has a status; else what it says.
fn taken(answer: &str, status: &str) -> Fallible<()> {
    let first = answer.lines().next().unwrap_or("no answer");
    if first.split(' ').nth(1) == Some(status) {
        return Ok(());
    }
    Err(first.to_owned().into())
}

/// Number and text of a message.
fn message(data: &str) -> Option<(i64, String)> {
    let json: serde_json::Value = serde_json::from_str(data).ok()?;
    let html = json.get("html")?.as_str()?;
    let text = html
        .trim()
        .trim_start_matches("<p>")
        .trim_end_matches("</p>");
    Some((json.get("seq")?.as_i64()?, text.to_owned()))
}

/// The cookies that an answer sets.
fn cookies(answer: &str) -> String {
    let head = answer.split("\r\n\r\n").next().unwrap_or_default();
    let set = head.lines().filter_map(|line| {
        let (name, value) = line.split_once(": ")?;
        let pair = value.split(';').next()?;
        let is_set = name.eq_ignore_ascii_case("set-cookie") && !pair.ends_with('=');
        is_set.then(|| pair.to_owned())
    });
    set.collect::<Vec<_>>().join("; ")
}

/// What the forms of a page carry.
fn csrf(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("name=\"csrf\" value=\"")?;
    Some(rest.split('"').next()?.to_owned())
}
