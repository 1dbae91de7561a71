-- People around the record. Times are milliseconds since 1970; secrets are kept as hashes only, but for the secret of a second factor.

CREATE TABLE account (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT,                          -- none once the account is deleted
    folded TEXT UNIQUE,                 -- what names are compared by
    email TEXT,
    email_proved INTEGER NOT NULL DEFAULT 0,
    hash TEXT,                          -- argon2id, PHC string
    role TEXT NOT NULL,
    state TEXT NOT NULL,                -- active, muted, disabled, deleted
    language TEXT NOT NULL DEFAULT 'en',
    made INTEGER NOT NULL,
    trusted INTEGER NOT NULL DEFAULT 0, -- comments that a moderator let through
    totp TEXT,                          -- secret, base32
    totp_on INTEGER NOT NULL DEFAULT 0,
    totp_step INTEGER NOT NULL DEFAULT 0, -- last step that was used: a code works once
    digest_hour INTEGER,                -- none: no digest
    zone TEXT NOT NULL DEFAULT 'UTC',
    digested INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE recovery (
    account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
    hash TEXT NOT NULL,
    PRIMARY KEY (account, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE login (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
    hash TEXT NOT NULL UNIQUE,
    before TEXT,                        -- hash of the token before the last rotation
    turned INTEGER NOT NULL,            -- when the token was made
    taken INTEGER NOT NULL DEFAULT 0,   -- whether the browser has come with it
    csrf TEXT NOT NULL,
    pending INTEGER NOT NULL DEFAULT 0, -- waits for the second factor
    made INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    agent TEXT NOT NULL,
    address TEXT NOT NULL
) STRICT;
CREATE INDEX login_account ON login (account);
CREATE INDEX login_before ON login (before) WHERE before IS NOT NULL;

-- Tokens that are used once: reset, prove (an e-mail address), invite.
CREATE TABLE errand (
    hash TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    account INTEGER REFERENCES account ON DELETE CASCADE,
    role TEXT,
    email TEXT,
    made INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE token (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
    name TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    scopes TEXT NOT NULL,
    made INTEGER NOT NULL,
    used INTEGER,
    expires INTEGER
) STRICT;
CREATE INDEX token_account ON token (account);

-- What devices know an account by.
CREATE TABLE handle (
    account INTEGER PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    handle BLOB NOT NULL UNIQUE
) STRICT;

-- The public halves of passkeys.
CREATE TABLE passkey (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
    credential BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    key BLOB NOT NULL,
    state BLOB NOT NULL,
    transports INTEGER NOT NULL,
    made INTEGER NOT NULL,
    used INTEGER
) STRICT;
CREATE INDEX passkey_account ON passkey (account);

CREATE TABLE thread (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,                 -- record, claim, article
    made INTEGER NOT NULL,
    locked INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What a thread is found by. A span is given where the key alone may be of several things.
CREATE TABLE anchor (
    thread INTEGER NOT NULL REFERENCES thread ON DELETE CASCADE,
    key TEXT NOT NULL,
    first INTEGER,
    last INTEGER,
    PRIMARY KEY (thread, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX anchor_key ON anchor (key);

CREATE TABLE comment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    thread INTEGER NOT NULL REFERENCES thread ON DELETE CASCADE,
    parent INTEGER REFERENCES comment,
    author INTEGER NOT NULL REFERENCES account,
    made INTEGER NOT NULL,
    edited INTEGER,
    text TEXT NOT NULL,
    quote TEXT,                         -- words of evidence
    quote_claim TEXT,                   -- the claim they are of
    state TEXT NOT NULL                 -- shown, held, hidden, gone
) STRICT;
CREATE INDEX comment_thread ON comment (thread, id);
CREATE INDEX comment_author ON comment (author);
CREATE INDEX comment_held ON comment (id) WHERE state = 'held';

CREATE TABLE revision (
    comment INTEGER NOT NULL REFERENCES comment ON DELETE CASCADE,
    made INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX revision_comment ON revision (comment);

CREATE TABLE follow (
    account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
    thread INTEGER NOT NULL REFERENCES thread ON DELETE CASCADE,
    PRIMARY KEY (account, thread)
) STRICT, WITHOUT ROWID;
CREATE INDEX follow_thread ON follow (thread);

CREATE TABLE block (
    account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
    PRIMARY KEY (account, other)
) STRICT, WITHOUT ROWID;

CREATE TABLE report (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    comment INTEGER REFERENCES comment ON DELETE CASCADE,
    room INTEGER,
    seq INTEGER,
    account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
    reason TEXT NOT NULL,
    made INTEGER NOT NULL,
    settled INTEGER
) STRICT;
CREATE INDEX report_open ON report (id) WHERE settled IS NULL;
CREATE UNIQUE INDEX report_once ON report (account, comment) WHERE comment IS NOT NULL;
CREATE UNIQUE INDEX report_message_once ON report (account, room, seq) WHERE room IS NOT NULL;

CREATE TABLE room (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,           -- general, or the parties of a dossier
    made INTEGER NOT NULL,
    last INTEGER NOT NULL DEFAULT 0     -- number of the last message
) STRICT;

CREATE TABLE message (
    room INTEGER NOT NULL REFERENCES room ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    author INTEGER NOT NULL REFERENCES account,
    client TEXT NOT NULL,               -- what the sender calls it: sending again gives the same message
    made INTEGER NOT NULL,
    text TEXT NOT NULL,
    state TEXT NOT NULL,                -- shown, hidden, gone
    PRIMARY KEY (room, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX message_once ON message (author, room, client);

CREATE TABLE mark (
    account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
    room INTEGER NOT NULL REFERENCES room ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    PRIMARY KEY (account, room)
) STRICT, WITHOUT ROWID;

CREATE TABLE notice (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
    kind TEXT NOT NULL,                 -- mention, reply, thread, chat, view
    comment INTEGER REFERENCES comment ON DELETE CASCADE,
    room INTEGER REFERENCES room ON DELETE CASCADE,
    seq INTEGER,
    view INTEGER REFERENCES view ON DELETE CASCADE,
    amount INTEGER NOT NULL DEFAULT 1,
    made INTEGER NOT NULL,
    seen INTEGER,
    mailed INTEGER
) STRICT;
CREATE INDEX notice_account ON notice (account, id);

CREATE TABLE view (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
    name TEXT NOT NULL,
    query TEXT NOT NULL,                -- what stands behind the ? of the address
    told INTEGER NOT NULL DEFAULT 0,    -- whether new records of it are notified
    seen TEXT,                          -- where the ledger was then, as its changes are counted
    made INTEGER NOT NULL
) STRICT;
CREATE INDEX view_account ON view (account);

-- Who did what with power over others.
CREATE TABLE deed (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    made INTEGER NOT NULL,
    account INTEGER REFERENCES account, -- none: the command line
    what TEXT NOT NULL,
    object TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
