//! Digest: letters with what is new, at the hour that each of the people chose.
//!
//! Invariants: a letter that could not be sent is tried again, and keeps nobody else's back; what was sent is not sent again.

use super::notices::{path, sentence};
use super::post::mailing;
use crate::desk::state::Desk;
use crate::desk::words::{Lang, Words};
use crate::people::{self, Digest, Letter, Mailer, People, Unsent};
use jiff::Timestamp;
use std::time::Duration;

/// How often it is looked whose hour has come.
const EVERY: Duration = Duration::from_secs(300);

/// Sends digests until the desk stops. Does nothing on a desk that sends no letters or does not know its address.
pub async fn run(desk: Desk) {
    mailing(desk, EVERY, std::future::pending, send).await;
}

/// Sends the digests that are due; how many. One that is not taken now stays due; one that is refused comes again the next day.
///
/// # Errors
/// Where the people's file could not be used.
pub fn send(
    people: &People,
    mailer: &dyn Mailer,
    public: &str,
    now: Timestamp,
) -> people::Result<usize> {
    let mut sent = 0;
    for digest in &people.digests(now)? {
        let Some(letter) = letter(digest, public) else {
            people.digested(digest, now)?;
            continue;
        };
        match mailer.send(&letter) {
            Ok(()) => {
                people.digested(digest, now)?;
                sent += 1;
            }
            Err(unsent) => {
                eprintln!("servanda: {unsent}");
                match unsent {
                    Unsent::NoServer(_) => break,
                    Unsent::NotNow(_) => {}
                    Unsent::Refused(_) => people.postpone_digest(digest, now)?,
                }
            }
        }
    }
    Ok(sent)
}

/// A digest as a letter, in the language of who gets it.
fn letter(digest: &Digest, public: &str) -> Option<Letter> {
    let words = Words::of(Lang::parse(&digest.account.language).unwrap_or_default());
    let public = public.trim_end_matches('/');
    let lines: Vec<String> = digest
        .notices
        .iter()
        .map(|notice| format!("{}\n{public}{}", sentence(words, notice), path(notice)))
        .collect();
    Some(Letter {
        to: digest.account.email.clone()?,
        subject: words
            .attribute("mail-digest", "subject")
            .unwrap_or_default(),
        text: words.with(
            "mail-digest",
            [
                ("name", digest.account.name.as_str().into()),
                ("lines", lines.join("\n\n").into()),
                ("link", format!("{public}/account").into()),
            ],
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::Role;
    use std::sync::Mutex;

    /// Keeps letters in place of sending them, or fails.
    #[derive(Default)]
    struct Kept {
        letters: Mutex<Vec<Letter>>,
        fails: Option<Unsent>,
    }

    impl Mailer for Kept {
        fn send(&self, letter: &Letter) -> Result<(), Unsent> {
            if let Some(unsent) = &self.fails {
                return Err(unsent.clone());
            }
            self.letters.lock().unwrap().push(letter.clone());
            Ok(())
        }
    }

    #[test]
    fn a_digest_is_a_letter_in_the_readers_language_and_is_sent_once() {
        let folder = tempfile::tempdir().unwrap();
        let people = People::open(&folder.path().join("a.people")).unwrap();
        let now: Timestamp = "2026-11-29T12:00:00Z".parse().unwrap();
        let id = people
            .add(
                "Анна",
                "marmalade on toast",
                Some("anna@example.org"),
                Role::Reader,
                now,
            )
            .unwrap();
        let proof = people.make_proof(id, now).unwrap();
        people.prove(&proof.token, now).unwrap();
        let token = match people
            .log_in("Анна", "marmalade on toast", ("", ""), now)
            .unwrap()
        {
            people::Begun::In(token) => token,
            people::Begun::Second(_) => panic!("there is no second factor"),
        };
        let who = people.session(&token, now).unwrap().unwrap().who;
        people.set_preferences(&who, "ru", Some(7), "UTC").unwrap();
        people
            .save_view(&who, "Океан", "party=JPN", true, now)
            .unwrap();
        let view = people.told_views().unwrap().remove(0);
        people.tell_view(&view, 2, "one", now).unwrap();
        let mut later = now + jiff::SignedDuration::from_hours(20);
        let failing = |unsent: fn(String) -> Unsent| Kept {
            fails: Some(unsent("for a reason".to_owned())),
            ..Kept::default()
        };
        for unsent in [Unsent::NoServer, Unsent::NotNow, Unsent::Refused] {
            let public = "https://desk.example/";
            assert_eq!(send(&people, &failing(unsent), public, later), Ok(0));
        }
        // Refused, it is not tried again before the next day.
        let kept = Kept::default();
        assert_eq!(send(&people, &kept, "https://desk.example/", later), Ok(0));
        later += jiff::SignedDuration::from_hours(24);
        let kept = Kept::default();
        assert_eq!(send(&people, &kept, "https://desk.example/", later), Ok(1));
        assert_eq!(send(&people, &kept, "https://desk.example/", later), Ok(0));
        let letters = kept.letters.lock().unwrap();
        assert_eq!(letters[0].to, "anna@example.org");
        assert_eq!(letters[0].subject, "Что нового");
        assert!(
            letters[0]
                .text
                .contains("Океан: 2 новые записи\nhttps://desk.example/?party=JPN"),
            "{}",
            letters[0].text
        );
    }
}
