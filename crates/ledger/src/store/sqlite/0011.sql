-- The eleventh form. What a claim without days of its own joined, beside where it can meet others: how much that is worth to it, and its first
-- claim; none where it joined nothing, or nothing is known. The table is derived, and is filled as claims are joined.
ALTER TABLE claim_key ADD COLUMN worth INTEGER;
ALTER TABLE claim_key ADD COLUMN joined INTEGER;
