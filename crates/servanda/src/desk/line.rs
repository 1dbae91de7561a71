//! Line: a record in a row of a list, ready for a template.
//!
//! What enters: a record. What leaves: its sentence without its time, its time, its state, and links.

use super::frame::Frame;
use super::shown;
use ledger::query::Told;
use ledger::record::State;
use reading::claim::Status;

/// A record in a row.
pub struct Line {
    /// Where it is shown.
    pub href: String,
    /// What it is and who takes part: "Visit: Peru to New Zealand".
    pub what: String,
    /// When; empty where it is not known.
    pub when: String,
    /// Its first day for programs; empty where it is not known.
    pub iso: String,
    /// Its state, for the style.
    pub state: &'static str,
    /// Its state in a word.
    pub state_word: String,
    /// Where; empty where it is not known.
    pub place: String,
}

/// A record in a row.
pub fn line(f: &Frame, told: &Told) -> Line {
    let teller = shown::teller(f);
    let record = &told.record;
    let (event, kind) = (record.event.as_str(), record.kind.as_deref());
    let who = teller.who(
        event,
        kind,
        (&record.actors, &record.recipients),
        &teller.envoys(told),
    );
    let words = |text: Option<&str>| text.map_or_else(String::new, |when| f.dates().edtf(when));
    Line {
        href: shown::record(f, record.id),
        what: teller.line(teller.dealing(event, kind), who),
        when: words(record.when.as_deref()),
        iso: first_day(told).map_or_else(String::new, |day| day.to_string()),
        state: told.life.state.as_str(),
        state_word: if is_plain(told) {
            String::new()
        } else {
            teller.state(told.life.state)
        },
        place: record
            .place
            .as_ref()
            .map_or_else(String::new, |place| teller.place(place)),
    }
}

/// Whether it is an act that took place and that nobody had announced: its state goes without saying.
pub fn is_plain(told: &Told) -> bool {
    let announced = told.claims.iter().any(|held| {
        matches!(
            held.claim.status,
            Status::Planned | Status::Proposed | Status::Postponed | Status::Cancelled
        )
    });
    told.life.state == State::Held && !announced
}

/// The first day of a record, where its time tells one.
pub fn first_day(told: &Told) -> Option<jiff::civil::Date> {
    let when = told.record.when.as_deref()?;
    ledger::record::Time::parse(when)?.edtf.earliest()
}
