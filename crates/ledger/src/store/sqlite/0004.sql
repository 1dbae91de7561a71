-- The fourth form: the day that a record is counted by: its first; of what was held that of its report, where that is earlier or no
-- time is known. It is derived, as all of the table is.
DELETE FROM setting WHERE name = 'rules';
ALTER TABLE record ADD COLUMN day INTEGER;
DROP INDEX record_due;
CREATE INDEX record_due ON record (due, id) WHERE due IS NOT NULL AND announced = 1;

-- Whether a person said what became of a record, so that the calendar has no say.
ALTER TABLE record ADD COLUMN word INTEGER NOT NULL DEFAULT 0;
ALTER TABLE record_party ADD COLUMN word INTEGER NOT NULL DEFAULT 0;
ALTER TABLE record_pair ADD COLUMN word INTEGER NOT NULL DEFAULT 0;
