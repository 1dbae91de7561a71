-- The fifth form: what counting goes along, so that it does not read whole tables.
CREATE INDEX article_outlet ON article (outlet) WHERE counts AND outlet IS NOT NULL;
CREATE INDEX article_published ON article (published);
CREATE INDEX article_superseded ON article (page) WHERE NOT counts;
CREATE INDEX claim_uncounted ON claim (id) WHERE record IS NULL;
CREATE INDEX page_forgotten ON page (n) WHERE forgotten IS NOT NULL;

-- What was announced with what became of it, without the rest of the records.
CREATE INDEX record_announced ON record (announced, first, id, settled, due, begins, ends, word, event, kind) WHERE announced = 1;
