//! Mail: letters that leave by SMTP.
//!
//! What enters: an address `smtp://` or `smtps://` with name and password. Invariant: without `tls=none` in that address nothing is sent over a
//! connection that others can read.

use super::{Error, Result};
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::{Message, SmtpTransport, Transport};
use std::time::Duration;

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

/// What sends letters.
pub trait Mailer: Send + Sync {
    /// Sends one, or says why not. May take as long as the server does.
    fn send(&self, letter: &Letter) -> Result<()>;
}

/// A server that takes letters.
#[derive(Debug)]
pub struct Smtp {
    transport: SmtpTransport,
    from: Mailbox,
}

impl Smtp {
    /// A server by its address (`smtps://name:password@host`, or `smtp://...?tls=required` for STARTTLS) and what letters come from.
    pub fn new(address: &str, from: &str) -> Result<Smtp> {
        let told = |error: &dyn std::fmt::Display| Error::Store(format!("mail: {error}"));
        let secure = address.starts_with("smtps://") || address.contains("tls=");
        if !secure {
            return Err(told(&"give smtps://, or smtp:// with ?tls=required"));
        }
        let transport = SmtpTransport::from_url(address)
            .map_err(|error| told(&error))?
            .timeout(Some(Duration::from_secs(20)))
            .build();
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
    fn send(&self, letter: &Letter) -> Result<()> {
        let message = message(&self.from, letter)?;
        self.transport
            .send(&message)
            .map_err(|error| Error::Store(format!("mail: {error}")))?;
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
    fn an_open_connection_is_refused() {
        assert!(Smtp::new("smtp://mail.example.org", "desk@example.org").is_err());
        assert!(Smtp::new("smtps://mail.example.org", "desk@example.org").is_ok());
        assert!(Smtp::new("smtp://mail.example.org?tls=required", "desk@example.org").is_ok());
        assert!(Smtp::new("smtps://mail.example.org", "no address").is_err());
    }
}
