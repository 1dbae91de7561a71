-- The sixth form: what questions go along in a ledger of a million claims. Only derived tables change, and they are filled from what is there.

-- What is of a type, or in a state, by its first day, with all that is asked of it beside.
DROP INDEX record_announced;
CREATE INDEX record_event ON record (event, first, id, kind, announced, settled, due, begins, ends, word);
CREATE INDEX record_state ON record (settled, first, id, announced, event, kind, due, begins, ends, word);

-- What goes on over several days, and what a day can fall within without being its first.
CREATE INDEX record_during ON record (ends) WHERE begins IS NOT NULL;
CREATE INDEX record_span ON record (last, first) WHERE last > first;

-- What turned out how, the newest first.
CREATE INDEX change_turn ON change (turn, day, record, at, event, kind);

-- The record of a claim without the claim.
CREATE INDEX claim_of ON claim (n, id, record);

-- How many of what a party or pair announced, on the side of those who do it, settle on what: of what waits for its day by that day,
-- of the rest by whether it has one.
CREATE TABLE promise (
    key     TEXT    NOT NULL,           -- a party, or two parted by a space
    settled TEXT    NOT NULL,
    due     INTEGER NOT NULL,           -- days since 1970; before all others without one, beyond all others where it never passes
    records INTEGER NOT NULL,
    PRIMARY KEY (key, settled, due)
) STRICT, WITHOUT ROWID;
INSERT INTO promise
    SELECT key, settled, CASE WHEN due IS NULL THEN -2147483648 WHEN settled = 'announced' AND NOT word THEN due ELSE 2147483647 END AS day, count(*)
    FROM (
        SELECT party AS key, settled, due, word, announced, acts FROM record_party
        UNION ALL SELECT pair, settled, due, word, announced, acts FROM record_pair
    )
    WHERE announced AND acts AND settled <> 'proposed'
    GROUP BY key, settled, day;
