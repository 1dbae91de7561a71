//! Client: a browser in a few lines, which keeps its connection and looks at no more of an answer than its length.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// An answer without its body.
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// How many bytes came, as they were sent.
    pub bytes: usize,
}

/// A reader's browser.
pub struct Client {
    port: u16,
    /// The language that it asks for.
    lang: &'static str,
    line: Option<BufReader<TcpStream>>,
}

fn broken(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what.to_owned())
}

impl Client {
    /// Of a reader of a language, for the server that listens at a port of this machine.
    pub fn new(port: u16, lang: &'static str) -> Client {
        Client {
            port,
            lang,
            line: None,
        }
    }

    /// The language that it asks for.
    pub fn lang(&self) -> &'static str {
        self.lang
    }

    /// Asks for an address and reads the answer to its end.
    pub fn get(&mut self, address: &str) -> io::Result<Answer> {
        let done = self.ask(address, &mut Vec::new());
        if done.is_err() {
            self.line = None;
        }
        done
    }

    /// What an address answers, as it is sent to whoever unfolds nothing.
    pub fn text(&mut self, address: &str) -> io::Result<String> {
        let mut body = Vec::new();
        let mut plain = Client::new(self.port, self.lang);
        plain.send(address, "identity", "close")?;
        plain.receive(&mut body)?;
        Ok(String::from_utf8_lossy(&body).into_owned())
    }

    /// Opens a stream of events and tells each of its lines, until it ends.
    pub fn listen(&mut self, address: &str, mut line: impl FnMut(&str)) -> io::Result<()> {
        self.send(address, "identity", "keep-alive")?;
        let stream = self.line.take().ok_or_else(|| broken("no connection"))?;
        stream.get_ref().set_read_timeout(None)?;
        for text in stream.lines() {
            line(&text?);
        }
        Ok(())
    }

    fn ask(&mut self, address: &str, body: &mut Vec<u8>) -> io::Result<Answer> {
        self.send(address, "gzip", "keep-alive")?;
        self.receive(body)
    }

    fn send(&mut self, address: &str, encoding: &str, connection: &str) -> io::Result<()> {
        let line = match self.line.take() {
            Some(line) => line,
            None => {
                let stream = TcpStream::connect(("127.0.0.1", self.port))?;
                stream.set_nodelay(true)?;
                stream.set_read_timeout(Some(PATIENCE))?;
                BufReader::new(stream)
            }
        };
        let head = format!(
            "GET {address} HTTP/1.1\r\nhost: 127.0.0.1:{}\r\naccept: text/html,*/*;q=0.8\r\naccept-language: {}\r\n\
             accept-encoding: {encoding}\r\nconnection: {connection}\r\n\r\n",
            self.port, self.lang
        );
        line.get_ref().write_all(head.as_bytes())?;
        self.line = Some(line);
        Ok(())
    }

    fn receive(&mut self, body: &mut Vec<u8>) -> io::Result<Answer> {
        let line = self.line.as_mut().ok_or_else(|| broken("no connection"))?;
        let mut text = String::new();
        line.read_line(&mut text)?;
        let status = text.split(' ').nth(1).and_then(|word| word.parse().ok());
        let status = status.ok_or_else(|| broken("no status"))?;
        let (mut length, mut chunked, mut closes) = (None, false, false);
        loop {
            text.clear();
            if line.read_line(&mut text)? == 0 {
                return Err(broken("the head was cut off"));
            }
            let Some((name, value)) = text.trim_end().split_once(':') else {
                break;
            };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.trim().parse::<u64>().ok(),
                "transfer-encoding" => chunked = value.contains("chunked"),
                "connection" => closes = value.contains("close"),
                _ => {}
            }
        }
        match length {
            Some(length) => {
                line.take(length).read_to_end(body)?;
            }
            None if chunked => chunks(line, body)?,
            None => {}
        }
        if closes {
            self.line = None;
        }
        Ok(Answer {
            status,
            bytes: body.len(),
        })
    }
}

/// Reads a body that comes in pieces.
fn chunks(line: &mut BufReader<TcpStream>, body: &mut Vec<u8>) -> io::Result<()> {
    let mut text = String::new();
    loop {
        text.clear();
        line.read_line(&mut text)?;
        let size = u64::from_str_radix(text.trim(), 16).map_err(|_| broken("no size"))?;
        line.take(size).read_to_end(body)?;
        // What ends the piece.
        text.clear();
        line.read_line(&mut text)?;
        if size == 0 {
            return Ok(());
        }
    }
}
