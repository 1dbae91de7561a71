-- The form with bonds: with whom a party deals, so that a page about it does not add up the months of all pairs. Filled from the
-- tallies, which hold the same by months; so nothing is worked out anew.
CREATE TABLE bond (
    party   TEXT    NOT NULL,
    other   TEXT    NOT NULL,
    records INTEGER NOT NULL,           -- those whose month is known
    held    INTEGER NOT NULL,
    score   INTEGER NOT NULL,           -- tenths, of the held ones
    PRIMARY KEY (party, other)
) STRICT, WITHOUT ROWID;
INSERT INTO bond
    SELECT substr(key, 1, instr(key, ' ') - 1), substr(key, instr(key, ' ') + 1), sum(records), sum(held), sum(score)
    FROM tally WHERE instr(key, ' ') AND month < 2147483647 GROUP BY key;
INSERT INTO bond SELECT other, party, records, held, score FROM bond;

-- What a dossier looks for among all records of a party or pair.
CREATE INDEX record_party_format ON record_party (party, first, record) WHERE settled IN ('suspended', 'resumed');
CREATE INDEX record_pair_format ON record_pair (pair, first, record) WHERE settled IN ('suspended', 'resumed');
CREATE INDEX record_party_given ON record_party (party, first, record) WHERE kind = 'commitment' AND announced = 0;
CREATE INDEX record_pair_given ON record_pair (pair, first, record) WHERE kind = 'commitment' AND announced = 0;

-- The map goes along what it shows alone; the type is in it, though it is always the same, since else the table is looked into.
DROP INDEX record_country;
CREATE INDEX record_country ON record (first, country, kind, settled, event, id) WHERE country IS NOT NULL AND event = 'CONSULT';
