-- The third form: what records are counted by, and what became known of them when. Only derived tables change; they are worked
-- out anew when the ledger is opened, since it forgets by which rules they were made.
DELETE FROM setting WHERE name = 'rules';
DROP TABLE record;
DROP TABLE record_party;
DROP TABLE record_pair;

CREATE TABLE record (
    id        INTEGER PRIMARY KEY,      -- the 64 bits of the smallest id of its claims
    announced INTEGER NOT NULL,         -- 1: one of its claims was planned, proposed or put off
    first     INTEGER NOT NULL,         -- days since 1970; of one without a time a day beyond all others
    last      INTEGER NOT NULL,
    event     TEXT    NOT NULL,
    kind      TEXT,
    parties   TEXT    NOT NULL,         -- codes, parted by spaces
    settled   TEXT    NOT NULL,         -- the status that its claims settle on, or disputed; else planned or proposed
    due       INTEGER,                  -- days since 1970
    begins    INTEGER,                  -- first and last of several days of what was held: then it goes on
    ends      INTEGER,
    country   TEXT,                     -- where, as a code
    persons   TEXT    NOT NULL,         -- JSON: [[name, party or null], ...]
    outlets   TEXT    NOT NULL          -- JSON: the outlets of its pages
) STRICT;
CREATE INDEX record_first ON record (first, id);
CREATE INDEX record_last ON record (last, id) WHERE announced = 1;
CREATE INDEX record_due ON record (due, id) WHERE due IS NOT NULL AND announced = 1;
CREATE INDEX record_country ON record (first, country, kind, settled, id) WHERE country IS NOT NULL AND event = 'CONSULT';

-- The records of a party, and of a pair, with what they are counted by.
CREATE TABLE record_party (
    party     TEXT    NOT NULL,
    announced INTEGER NOT NULL,
    first     INTEGER NOT NULL,
    record    INTEGER NOT NULL,
    acts      INTEGER NOT NULL,         -- 1: it stands on the side of those who do it
    event     TEXT    NOT NULL,
    kind      TEXT,
    settled   TEXT    NOT NULL,
    due       INTEGER,
    begins    INTEGER,
    ends      INTEGER,
    PRIMARY KEY (party, announced, first, record)
) STRICT, WITHOUT ROWID;

CREATE TABLE record_pair (
    pair      TEXT    NOT NULL,         -- two codes in order of their letters, parted by a space
    announced INTEGER NOT NULL,
    first     INTEGER NOT NULL,
    record    INTEGER NOT NULL,
    acts      INTEGER NOT NULL,         -- 1: one of the two stands on the side of those who do it
    event     TEXT    NOT NULL,
    kind      TEXT,
    settled   TEXT    NOT NULL,
    due       INTEGER,
    begins    INTEGER,
    ends      INTEGER,
    PRIMARY KEY (pair, announced, first, record)
) STRICT, WITHOUT ROWID;

-- What else records are found by: words of names of people ("person:putin") and outlets ("outlet:tass.ru").
CREATE TABLE record_mark (
    mark   TEXT    NOT NULL,
    record INTEGER NOT NULL,
    PRIMARY KEY (mark, record)
) STRICT, WITHOUT ROWID;

-- How many records a party or pair has of a month and type, and what the held ones of them weigh together.
CREATE TABLE tally (
    key     TEXT    NOT NULL,           -- a party, or two parted by a space
    month   INTEGER NOT NULL,           -- of the first day, months since the year 0; of those without a time one beyond all others
    event   TEXT    NOT NULL,
    records INTEGER NOT NULL,
    held    INTEGER NOT NULL,
    score   INTEGER NOT NULL,           -- tenths, of the held ones
    PRIMARY KEY (key, month, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX tally_month ON tally (month, key, event, records, held, score);

-- What became known when.
CREATE TABLE change (
    day    INTEGER NOT NULL,            -- days since 1970
    record INTEGER NOT NULL,
    at     INTEGER NOT NULL,            -- which one of its record
    turn   TEXT    NOT NULL,
    event  TEXT    NOT NULL,
    kind   TEXT,
    claim  INTEGER NOT NULL,
    time   TEXT,                        -- when it was or is to be, EDTF
    seq    INTEGER NOT NULL,            -- number of the join that found it; 0: all was worked out anew
    PRIMARY KEY (day, record, at)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_record ON change (record);
CREATE INDEX change_event ON change (event, day, record, at, turn, kind);
CREATE INDEX change_seq ON change (seq, day);

-- The changes of a party, and of a pair.
CREATE TABLE change_key (
    key    TEXT    NOT NULL,            -- a party, or two in order of their letters, parted by a space
    day    INTEGER NOT NULL,
    record INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    turn   TEXT    NOT NULL,
    event  TEXT    NOT NULL,
    kind   TEXT,
    PRIMARY KEY (key, day, record, at)
) STRICT, WITHOUT ROWID;
