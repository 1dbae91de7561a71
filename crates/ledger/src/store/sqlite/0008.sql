-- The eighth form: beside where a claim can meet others what tells whether it is worth a look, in one number. 0 says nothing; the table is
-- derived, and is filled as claims are joined.
ALTER TABLE claim_key ADD COLUMN traits INTEGER NOT NULL DEFAULT 0;
