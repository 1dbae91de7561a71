-- The ninth form. Records under a mark lie in the order of their days, so that new ones come to stand with those of their time, not anywhere among all.
ALTER TABLE record_mark RENAME TO record_mark_before;
CREATE TABLE record_mark (
    mark   TEXT    NOT NULL,
    first  INTEGER NOT NULL,            -- the record's first day
    record INTEGER NOT NULL,
    PRIMARY KEY (mark, first, record)
) STRICT, WITHOUT ROWID;
INSERT INTO record_mark SELECT m.mark, r.first, m.record FROM record_mark_before m JOIN record r ON r.id = m.record;
DROP TABLE record_mark_before;

-- Whom a claim names, beside where it can meet others. The table is derived, and is filled as claims are joined.
ALTER TABLE claim_key ADD COLUMN people INTEGER NOT NULL DEFAULT 0;
