//! Post: letters with links to set a password and to prove an address.
//!
//! What enters: what [`People::owed`] holds. What leaves: letters. Invariants: nobody who asked for one waits for a mail server; a letter that was not
//! taken is tried again, and one that nobody takes does not keep back the others.

use crate::desk::state::Desk;
use crate::desk::words::{Lang, Words};
use crate::people::{self, Errand, Letter, Link, Mailer, People, Unsent};
use futures_util::future::{Either, select};
use jiff::Timestamp;
use std::time::Duration;

/// How often it is looked whether a letter is to be tried again.
const EVERY: Duration = Duration::from_secs(2);

/// Sends what is owed until the desk stops. Does nothing on a desk that sends no letters.
pub async fn run(desk: Desk) {
    let asked = desk.clone();
    mailing(desk, EVERY, || asked.asked_for_post(), deliver).await;
}

/// What sends letters: from the people's file, by a mailer, with links that begin with an address, at a moment; it gives how many were taken.
type Round = fn(&People, &dyn Mailer, &str, Timestamp) -> people::Result<usize>;

/// Sends letters round by round until the desk stops: after each time, and whenever what `woken` gives has come. Does nothing on a desk that
/// sends no letters or does not know its address.
pub(super) async fn mailing<W: Future<Output = ()>>(
    desk: Desk,
    every: Duration,
    woken: impl Fn() -> W,
    round: Round,
) {
    let (Some(people), Some((mailer, public))) = (desk.people().cloned(), desk.sends()) else {
        return;
    };
    let mut clock = tokio::time::interval(every);
    let mut stopping = desk.stopping();
    loop {
        let tick = std::pin::pin!(clock.tick());
        let woken = std::pin::pin!(woken());
        let stop = std::pin::pin!(stopping.wait_for(|stop| *stop));
        if let Either::Right(_) = select(select(tick, woken), stop).await {
            return;
        }
        let (people, mailer, public) = (people.clone(), mailer.clone(), public.clone());
        let sent = tokio::task::spawn_blocking(move || {
            round(&people, mailer.as_ref(), public.as_str(), Timestamp::now())
        });
        if let Ok(Err(error)) = sent.await {
            eprintln!("servanda: {error}");
        }
    }
}

/// Tries to send the letters whose time has come; how many were taken.
///
/// # Errors
/// Where the people's file could not be used.
pub fn deliver(
    people: &People,
    mailer: &dyn Mailer,
    public: &str,
    now: Timestamp,
) -> people::Result<usize> {
    let mut sent = 0;
    for owed in people.owed(now)? {
        let Some(errand) = people.errand_for(&owed, now)? else {
            continue;
        };
        let Some(letter) = letter(&errand, owed.link, public) else {
            people.letter_taken(&owed)?;
            continue;
        };
        match mailer.send(&letter) {
            Ok(()) => {
                people.letter_taken(&owed)?;
                sent += 1;
            }
            Err(unsent) => {
                let due = people.letter_not_taken(&owed, now)?;
                // To whom is nobody's business who reads the log.
                eprintln!("servanda: {unsent}; it is tried again at {due:.0}");
                if let Unsent::NoServer(_) = unsent {
                    break;
                }
            }
        }
    }
    Ok(sent)
}

/// A letter with a link, in the language of who gets it.
fn letter(errand: &Errand, link: Link, public: &str) -> Option<Letter> {
    let account = errand.account.as_ref()?;
    let words = Words::of(Lang::parse(&account.language).unwrap_or_default());
    let (path, message) = match link {
        Link::Reset => ("/reset", "mail-reset"),
        Link::Prove => ("/prove", "mail-prove"),
    };
    let address = format!(
        "{}{path}?token={}",
        public.trim_end_matches('/'),
        errand.token
    );
    Some(Letter {
        to: account.email.clone()?,
        subject: words.attribute(message, "subject").unwrap_or_default(),
        text: words.with(
            message,
            [
                ("name", account.name.as_str().into()),
                ("link", address.into()),
            ],
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::Role;
    use jiff::SignedDuration;
    use std::sync::Mutex;

    /// A server that keeps what it takes, and takes what it is told to.
    struct Kept<F> {
        letters: Mutex<Vec<Letter>>,
        takes: F,
    }

    impl<F: Fn(&Letter) -> Result<(), Unsent> + Send + Sync> Mailer for Kept<F> {
        fn send(&self, letter: &Letter) -> Result<(), Unsent> {
            self.letters.lock().unwrap().push(letter.clone());
            (self.takes)(letter)
        }
    }

    fn server<F: Fn(&Letter) -> Result<(), Unsent> + Send + Sync>(takes: F) -> Kept<F> {
        Kept {
            letters: Mutex::default(),
            takes,
        }
    }

    #[test]
    fn what_a_server_does_not_take_is_tried_again_and_keeps_nothing_back() {
        let folder = tempfile::tempdir().unwrap();
        let people = People::open(&folder.path().join("a.people")).unwrap();
        let now: Timestamp = "2026-11-29T12:00:00Z".parse().unwrap();
        for name in ["anna", "boris", "clara"] {
            let email = format!("{name}@example.org");
            let id = people
                .add(name, "marmalade on toast", Some(&email), Role::Reader, now)
                .unwrap();
            people.owe_proof(id, now).unwrap();
        }
        let public = "https://desk.example/";
        // Without a server one letter is tried, and no more.
        let none = server(|_| Err(Unsent::NoServer("nobody answers".to_owned())));
        assert_eq!(deliver(&people, &none, public, now), Ok(0));
        assert_eq!(none.letters.lock().unwrap().len(), 1);
        // An address that is refused keeps nobody else's letter back.
        let later = now + SignedDuration::from_mins(1);
        let picky = server(|letter: &Letter| {
            if letter.to.starts_with("anna") {
                Err(Unsent::Refused("550 no such mailbox".to_owned()))
            } else {
                Ok(())
            }
        });
        assert_eq!(deliver(&people, &picky, public, later), Ok(2));
        assert_eq!(deliver(&people, &picky, public, later), Ok(0));
        let whole = server(|_| Ok(()));
        let evening = now + SignedDuration::from_hours(6);
        assert_eq!(deliver(&people, &whole, public, evening), Ok(1));
        let last = whole.letters.lock().unwrap().remove(0);
        assert_eq!(last.to, "anna@example.org");
        // Of the links that were sent the last one works.
        let token = |letter: &Letter| {
            let (_, rest) = letter.text.split_once("?token=").unwrap();
            rest.split_whitespace().next().unwrap().to_owned()
        };
        let first = token(&none.letters.lock().unwrap()[0]);
        assert!(people.prove(&first, evening).is_err());
        people.prove(&token(&last), evening).unwrap();
    }
}
