-- The second form: people's corrections.

-- What people say of claims and records; never changed, taken back by another entry.
CREATE TABLE correction (
    n      INTEGER PRIMARY KEY,
    id     INTEGER NOT NULL UNIQUE,     -- the 64 bits of its id
    at     INTEGER NOT NULL,            -- milliseconds since 1970
    author TEXT    NOT NULL,
    reason TEXT    NOT NULL,
    kind   TEXT    NOT NULL,
    deed   TEXT    NOT NULL             -- JSON
) STRICT;

-- The pages whose claims a correction is about; of a withdrawal those of what it takes back.
CREATE TABLE correction_page (
    page       BLOB    NOT NULL,        -- hash, as the page may come later than the correction
    correction INTEGER NOT NULL REFERENCES correction,
    PRIMARY KEY (page, correction)
) STRICT, WITHOUT ROWID;
CREATE INDEX correction_page_of ON correction_page (correction);

-- Claims that are not as they were read: what was read. The table claim has what counts.
CREATE TABLE as_read (
    id   INTEGER PRIMARY KEY,           -- the 64 bits of the claim's id
    page INTEGER NOT NULL REFERENCES page,
    said TEXT                           -- JSON; none where a person alone says it
) STRICT;
CREATE INDEX as_read_page ON as_read (page);

-- Derived: which claims merges, splits and states are about.
CREATE TABLE tie (
    claim      INTEGER NOT NULL,
    correction INTEGER NOT NULL,
    target     INTEGER NOT NULL,        -- which of the correction's claims it is
    page       INTEGER NOT NULL,
    PRIMARY KEY (claim, correction, target)
) STRICT, WITHOUT ROWID;
CREATE INDEX tie_correction ON tie (correction, target);
CREATE INDEX tie_page ON tie (page);

-- What a review begins with.
CREATE INDEX claim_unsure ON claim (confidence, id) WHERE confidence < 0.5;
CREATE INDEX claim_against ON claim (id) WHERE status IN ('denied', 'cancelled');
CREATE INDEX claim_reported ON claim (id) WHERE status = 'held' AND said_by <> '[]';
