//! Places: what a thread is about, and how it is found again.
//!
//! What enters: claims and pages of the ledger. What leaves: keys. Invariant: a thread of a record is found by every claim that the record
//! had when somebody wrote in it; where a page was read anew and its claims have other ids, by page, type and parties, where the words
//! overlap, which is what a correction binds to as well.

use super::roles::words;
use super::{Error, Result};
use ledger::store::Held;
use rusqlite::Connection;

/// What kind of thing a thread is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A record.
    Record,
    /// A claim.
    Claim,
    /// An article.
    Article,
}

words!(Subject: Record = "record", Claim = "claim", Article = "article");

/// Most keys of a place: a record has few claims, and some have hundreds.
const MOST: usize = 200;

/// Something that a thread is found by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// The key.
    pub key: String,
    /// Bytes of the page that it holds for; none where the key is enough.
    pub span: Option<(i64, i64)>,
}

/// What a thread is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its kind.
    pub subject: Subject,
    /// What it is found by.
    pub anchors: Vec<Anchor>,
}

impl Place {
    /// A record, by its claims.
    pub fn record(claims: &[Held]) -> Place {
        let mut anchors: Vec<Anchor> = claims.iter().take(MOST).flat_map(of_claim).collect();
        // Those of ids first.
        anchors.sort_by_key(|anchor| anchor.span.is_some());
        Place {
            subject: Subject::Record,
            anchors,
        }
    }

    /// A claim.
    pub fn claim(claim: &Held) -> Place {
        Place {
            subject: Subject::Claim,
            anchors: of_claim(claim).into(),
        }
    }

    /// An article, by the id of its page and its address, which newer versions of it share.
    pub fn article(page: &str, url: Option<&str>) -> Place {
        let key = |key: String| Anchor { key, span: None };
        let mut anchors = vec![key(format!("page:{page}"))];
        anchors.extend(url.map(|url| key(format!("url:{url}"))));
        Place {
            subject: Subject::Article,
            anchors,
        }
    }

    /// Numbers of the threads of the place, the oldest first. There are several where records became one. `lives` says whether the
    /// ledger has a claim.
    pub(super) fn threads(
        &self,
        db: &Connection,
        lives: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<i64>> {
        let keys: Vec<&str> = self.keys(|anchor| anchor.span.is_none()).collect();
        let mut find = db.prepare_cached(
            "SELECT DISTINCT thread.id FROM json_each(?1) JOIN anchor ON anchor.key = json_each.value
             JOIN thread ON thread.id = anchor.thread WHERE thread.kind = ?2 ORDER BY thread.id",
        )?;
        let rows = find.query_map((json(&keys)?, self.subject.as_str()), |row| row.get(0))?;
        let exact: Vec<i64> = rows.collect::<rusqlite::Result<_>>()?;
        if !exact.is_empty() {
            return Ok(exact);
        }
        self.moved(db, lives)
    }

    /// Threads of claims that the ledger does not have any more, and that were where these are.
    fn moved(&self, db: &Connection, lives: &dyn Fn(&str) -> bool) -> Result<Vec<i64>> {
        let mut find = db.prepare_cached(
            "SELECT thread.id FROM anchor JOIN thread ON thread.id = anchor.thread
             WHERE anchor.key = ?1 AND thread.kind = ?2 AND anchor.first < ?4 AND anchor.last > ?3",
        )?;
        let mut found: Vec<i64> = Vec::new();
        for anchor in &self.anchors {
            let Some((first, last)) = anchor.span else {
                continue;
            };
            let rows = find
                .query_map((&anchor.key, self.subject.as_str(), first, last), |row| {
                    row.get(0)
                })?;
            found.extend(rows.collect::<rusqlite::Result<Vec<i64>>>()?);
        }
        found.sort_unstable();
        found.dedup();
        let mut claims = db.prepare_cached(
            "SELECT substr(key, 7) FROM anchor WHERE thread = ?1 AND key LIKE 'claim:%'",
        )?;
        let mut orphans = Vec::new();
        for thread in found {
            let rows = claims.query_map([thread], |row| row.get::<_, String>(0))?;
            let ids: Vec<String> = rows.collect::<rusqlite::Result<_>>()?;
            if !ids.iter().any(|id| lives(id)) {
                orphans.push(thread);
            }
        }
        Ok(orphans)
    }

    /// Binds a thread to the place as it is now.
    pub(super) fn bind(&self, db: &Connection, thread: i64) -> Result<()> {
        let mut put = db.prepare_cached(
            "INSERT INTO anchor VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET first = excluded.first, last = excluded.last",
        )?;
        for anchor in &self.anchors {
            let (first, last) = anchor.span.unzip();
            put.execute((thread, &anchor.key, first, last))?;
        }
        Ok(())
    }

    fn keys(&self, which: impl Fn(&Anchor) -> bool) -> impl Iterator<Item = &str> {
        let anchors = self.anchors.iter().filter(move |anchor| which(anchor));
        anchors.map(|anchor| anchor.key.as_str())
    }
}

fn json(keys: &[&str]) -> Result<String> {
    serde_json::to_string(keys).map_err(|error| Error::Store(error.to_string()))
}

/// What a claim is found by: its id, and what stays of it where its id does not.
fn of_claim(held: &Held) -> [Anchor; 2] {
    let claim = &held.claim;
    let mut parties: Vec<&str> = claim
        .actors
        .iter()
        .chain(&claim.recipients)
        .map(String::as_str)
        .collect();
    parties.sort_unstable();
    let first = claim.evidence.first();
    let byte = |at: usize| i64::try_from(at).unwrap_or(i64::MAX);
    let span = first.map_or((0, 0), |evidence| {
        (byte(evidence.start), byte(evidence.end))
    });
    let said = format!(
        "said:{}:{}:{}",
        claim.page.0,
        claim.event.as_str(),
        parties.join("+")
    );
    [
        Anchor {
            key: format!("claim:{}", claim.id),
            span: None,
        },
        Anchor {
            key: said,
            span: Some(span),
        },
    ]
}
