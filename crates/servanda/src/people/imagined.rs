//! Imagined: claims of no page, for tests of what stands around the ledger.

use jiff::Timestamp;
use ledger::record::{Claim, ClaimId, Evidence, Fingerprint, PageId, Source};
use ledger::store::Held;
use reading::claim::{Event, Status};
use std::sync::Arc;

/// That something was held, on a page that nothing else is known of, with `text` as evidence at its beginning.
pub fn claim(id: u64, page: &str, text: &str) -> Held {
    let page = PageId(page.to_owned());
    Held {
        claim: Claim {
            id: ClaimId(id),
            page: page.clone(),
            event: Event::Consult,
            kind: None,
            status: Status::Held,
            actors: Vec::new(),
            recipients: Vec::new(),
            persons: Vec::new(),
            persons_for: Vec::new(),
            when: None,
            place: None,
            said_by: Vec::new(),
            evidence: vec![Evidence {
                start: 0,
                end: text.chars().count(),
                text: text.to_owned(),
            }],
            confidence: 0.9,
            related: false,
            caption: false,
        },
        source: Arc::new(Source {
            page,
            url: None,
            title: None,
            outlet: None,
            published: None,
            read: Timestamp::UNIX_EPOCH,
            fingerprint: Fingerprint::default(),
        }),
    }
}
