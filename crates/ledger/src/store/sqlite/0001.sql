-- The first form of a ledger. docs/ledger.md tells what each table holds.

-- What was read in: one row a page. Its bytes stand apart, so that going through the pages does not touch them.
CREATE TABLE page (
    n          INTEGER PRIMARY KEY,
    hash       BLOB    NOT NULL UNIQUE, -- SHA-256 of the bytes
    format     TEXT    NOT NULL,
    address    TEXT,                    -- where it was fetched from
    charset    TEXT,                    -- what the transport named
    assumed    TEXT,                    -- day of publication to assume
    name       TEXT    NOT NULL,        -- of the file that it came in; empty where forgotten
    size       INTEGER NOT NULL,        -- bytes, uncompressed
    arrived    INTEGER NOT NULL,        -- milliseconds since 1970
    generation INTEGER,                 -- when it was read last; none: not yet
    forgotten  INTEGER                  -- milliseconds since 1970
) STRICT;
CREATE INDEX page_unread ON page (n) WHERE generation IS NULL AND forgotten IS NULL;

CREATE TABLE content (
    page  INTEGER PRIMARY KEY REFERENCES page,
    bytes BLOB NOT NULL                 -- zstd
) STRICT;

-- What reading made of a page.
CREATE TABLE article (
    page        INTEGER PRIMARY KEY REFERENCES page,
    url         TEXT,
    version     TEXT,                   -- the address again, where it names one page, so that others under it are versions
    title       TEXT,
    outlet      TEXT,
    published   TEXT,                   -- local day
    time        TEXT,                   -- time of day with its offset, as the source gives it
    language    TEXT,
    day         INTEGER NOT NULL,       -- published, else arrived; days since 1970
    counts      INTEGER NOT NULL,       -- 0: a newer version of the same address counts in its place
    failed      INTEGER NOT NULL,       -- 1: the program failed on it
    fingerprint BLOB    NOT NULL
) STRICT;
CREATE INDEX article_version ON article (version) WHERE version IS NOT NULL;
CREATE INDEX article_day ON article (day);

CREATE TABLE body (
    page INTEGER PRIMARY KEY REFERENCES page,
    size INTEGER NOT NULL,              -- bytes, uncompressed
    text BLOB NOT NULL                  -- zstd
) STRICT;

CREATE TABLE claim (
    n          INTEGER PRIMARY KEY,
    id         INTEGER NOT NULL UNIQUE, -- the 64 bits of its id
    page       INTEGER NOT NULL REFERENCES page,
    record     INTEGER,                 -- derived: id of its record; none where its page does not count
    event      TEXT    NOT NULL,
    kind       TEXT,
    status     TEXT    NOT NULL,
    actors     TEXT    NOT NULL,        -- codes, parted by spaces
    recipients TEXT    NOT NULL,
    persons    TEXT    NOT NULL,        -- JSON
    acting_for TEXT    NOT NULL,        -- JSON: the party of each person, or null
    time       TEXT,                    -- EDTF
    place      TEXT,
    country    TEXT,
    said_by    TEXT    NOT NULL,        -- JSON
    evidence   TEXT    NOT NULL,        -- JSON: [[start, end, text], ...]
    confidence REAL    NOT NULL,
    related    INTEGER NOT NULL,
    caption    INTEGER NOT NULL
) STRICT;
CREATE INDEX claim_page ON claim (page);
CREATE INDEX claim_record ON claim (record) WHERE record IS NOT NULL;

-- Marks of pages that were forgotten: SHA-256 of their addresses.
CREATE TABLE forgotten_address (
    hash BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE page_words USING fts5 (
    title, text, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE claim_words USING fts5 (
    evidence, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2'
);

-- Derived from here on: all of it can be worked out anew from the claims.

-- Where claims can meet others of their record: by key, and by days from first to last. Claims whose reaches are about as
-- long (a power of two of days) share a width, so that a search knows how far before a day it must begin.
CREATE TABLE claim_key (
    key   TEXT    NOT NULL,
    width INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last  INTEGER NOT NULL,
    claim INTEGER NOT NULL,
    PRIMARY KEY (key, width, first, claim)
) STRICT, WITHOUT ROWID;

CREATE TABLE record (
    id        INTEGER PRIMARY KEY,      -- the 64 bits of the smallest id of its claims
    announced INTEGER NOT NULL,         -- 1: one of its claims was planned, proposed or put off
    first     INTEGER NOT NULL,         -- days since 1970; of one without a time a day beyond all others
    last      INTEGER NOT NULL,
    event     TEXT    NOT NULL,
    kind      TEXT,
    parties   TEXT    NOT NULL          -- codes, parted by spaces
) STRICT;
CREATE INDEX record_first ON record (first, id);

CREATE TABLE record_party (
    party     TEXT    NOT NULL,
    announced INTEGER NOT NULL,
    first     INTEGER NOT NULL,
    record    INTEGER NOT NULL,
    PRIMARY KEY (party, announced, first, record)
) STRICT, WITHOUT ROWID;

CREATE TABLE record_pair (
    pair      TEXT    NOT NULL,         -- two codes in order of their letters, parted by a space
    announced INTEGER NOT NULL,
    first     INTEGER NOT NULL,
    record    INTEGER NOT NULL,
    PRIMARY KEY (pair, announced, first, record)
) STRICT, WITHOUT ROWID;

-- Claims whose records are still to be worked out.
CREATE TABLE unjoined (
    claim INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO setting VALUES ('generation', 1);
