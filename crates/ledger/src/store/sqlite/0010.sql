-- The tenth form. What words a claim rests on, beside where it can meet others. The table is derived, and is filled as claims are joined.
ALTER TABLE claim_key ADD COLUMN words INTEGER NOT NULL DEFAULT 0;
