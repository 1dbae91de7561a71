-- Claims that somebody who reads them holds to be wrong, for those who review.

CREATE TABLE doubt (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    claim TEXT NOT NULL,                -- its id in the ledger
    account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
    reason TEXT NOT NULL,
    made INTEGER NOT NULL,
    settled INTEGER,                    -- when somebody decided about the claim
    correction TEXT                     -- the id of that decision in the ledger
) STRICT;
CREATE UNIQUE INDEX doubt_once ON doubt (account, claim) WHERE settled IS NULL;
CREATE INDEX doubt_open ON doubt (claim) WHERE settled IS NULL;
