//! Mail: letters that leave by SMTP.
//!
//! What enters: an address `smtp://` or `smtps://` with name and password. Invariant: without `tls=none` in that address nothing is sent over a
//! connection that others can read.

use super::{Error, Result};
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{Message, SmtpTransport, Transport};
use std::fmt;
use std::time::Duration;
use url::Url;

/// A letter in plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// To which address.
    pub to: String,
    /// Its subject, on one line.
    pub subject: String,
    /// Its text.
    pub text: String,
}

/// Why a letter was not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsent {
    /// No server could be spoken with: it would be the same with every other letter.
    NoServer(String),
    /// The server does not take this letter now.
    NotNow(String),
    /// The server will never take this letter.
    Refused(String),
}

impl fmt::Display for Unsent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unsent::NoServer(why) => write!(f, "the mail server cannot be used: {why}"),
            Unsent::NotNow(why) => write!(f, "the mail server does not take a letter now: {why}"),
            Unsent::Refused(why) => write!(f, "the mail server refuses a letter: {why}"),
        }
    }
}

/// What sends letters.
pub trait Mailer: Send + Sync {
    /// Sends one, or says why not. May take as long as the server does.
    fn send(&self, letter: &Letter) -> std::result::Result<(), Unsent>;
}

/// A server that takes letters.
#[derive(Debug)]
pub struct Smtp {
    transport: SmtpTransport,
    from: Mailbox,
}

impl Smtp {
    /// A server by its address and what letters come from: `smtps://name:password@host`, `smtp://...?tls=required` for STARTTLS, or `smtp://...?tls=none` for
    /// a server that is asked in the open, as one on the same machine may be. Its certificate is one that the web trusts, or `trusted` (PEM)
    /// vouches for it.
    pub fn new(address: &str, from: &str, trusted: Option<&[u8]>) -> Result<Smtp> {
        let told = |error: &dyn std::fmt::Display| Error::Store(format!("mail: {error}"));
        let mut url = Url::parse(address).map_err(|error| told(&error))?;
        let asked: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        match (url.scheme(), asked.as_slice()) {
            ("smtps", []) => {}
            ("smtp", [(name, value)]) if name == "tls" && value == "required" => {}
            ("smtp", [(name, value)]) if name == "tls" && value == "none" => url.set_query(None),
            _ => {
                return Err(told(
                    &"give smtps://, or smtp:// with ?tls=required or ?tls=none",
                ));
            }
        }
        let mut builder = SmtpTransport::from_url(url.as_str())
            .map_err(|error| told(&error))?
            .timeout(Some(Duration::from_secs(20)));
        if let Some(pem) = trusted {
            // A file without any would be taken as one that vouches for nobody.
            let begins = b"-----BEGIN CERTIFICATE-----";
            if !pem.windows(begins.len()).any(|part| part == begins) {
                return Err(told(
                    &"no certificate (PEM) is there to vouch for the server",
                ));
            }
            let certificate = Certificate::from_pem(pem).map_err(|error| told(&error))?;
            let host = url.host_str().unwrap_or_default();
            let tls = TlsParameters::builder(host.trim_matches(['[', ']']).to_owned())
                .add_root_certificate(certificate)
                .build()
                .map_err(|error| told(&error))?;
            builder = match (url.scheme(), url.query()) {
                ("smtps", _) => builder.tls(Tls::Wrapper(tls)),
                (_, Some(_)) => builder.tls(Tls::Required(tls)),
                // `tls=none` was taken away above.
                (_, None) => builder,
            };
        }
        let transport = builder.build();
        let from = from.parse().map_err(|_| Error::BadEmail)?;
        Ok(Smtp { transport, from })
    }
}

/// A letter as it is sent.
fn message(from: &Mailbox, letter: &Letter) -> Result<Message> {
    let subject: String = letter.subject.chars().filter(|c| !c.is_control()).collect();
    Message::builder()
        .from(from.clone())
        .to(letter.to.parse().map_err(|_| Error::BadEmail)?)
        .subject(subject)
        .header(ContentType::TEXT_PLAIN)
        .body(letter.text.clone())
        .map_err(|error| Error::Store(format!("mail: {error}")))
}

impl Mailer for Smtp {
    fn send(&self, letter: &Letter) -> std::result::Result<(), Unsent> {
        let message = message(&self.from, letter).map_err(|e| Unsent::Refused(e.to_string()))?;
        self.transport.send(&message).map_err(|error| {
            let why = error.to_string();
            if error.is_permanent() {
                Unsent::Refused(why)
            } else if error.is_transient() {
                Unsent::NotNow(why)
            } else {
                Unsent::NoServer(why)
            }
        })?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_adds_no_headers() {
        let letter = Letter {
            to: "anna@example.org".to_owned(),
            subject: "Anna\r\nBcc: all@example.org".to_owned(),
            text: "Здравствуйте".to_owned(),
        };
        let from = "desk <desk@example.org>".parse().unwrap();
        let text = String::from_utf8(message(&from, &letter).unwrap().formatted()).unwrap();
        assert!(!text.contains("\nBcc:"), "{text}");
        assert!(text.contains("To: anna@example.org\r\n"));
    }

    #[test]
    fn an_open_connection_is_refused_unless_it_is_asked_for() {
        for open in ["", "?tls=opportunistic", "?tls=", "?a=tls=required"] {
            let address = format!("smtp://mail.example.org{open}");
            assert!(
                Smtp::new(&address, "desk@example.org", None).is_err(),
                "{address}"
            );
        }
        assert!(Smtp::new("smtp://127.0.0.1:2525?tls=none", "desk@example.org", None).is_ok());
        assert!(Smtp::new("smtps://mail.example.org", "desk@example.org", None).is_ok());
        assert!(
            Smtp::new(
                "smtp://mail.example.org?tls=required",
                "desk@example.org",
                None
            )
            .is_ok()
        );
        assert!(Smtp::new("smtps://mail.example.org", "no address", None).is_err());
        let rubbish = Some(&b"no certificate"[..]);
        assert!(Smtp::new("smtps://mail.example.org", "desk@example.org", rubbish).is_err());
    }
}
