-- Letters with a link that are owed to somebody, until a server has taken them. There is no token in it: each attempt makes one.

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
    link TEXT NOT NULL,                 -- reset, prove
    asked INTEGER NOT NULL,
    due INTEGER NOT NULL,               -- when it is tried next
    tries INTEGER NOT NULL DEFAULT 0,
    UNIQUE (account, link)
) STRICT;
CREATE INDEX outbox_due ON outbox (due);
