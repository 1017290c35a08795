-- Which ledger the silos that find one another here are of. It may be the database of a journal, too.
CREATE TABLE cluster_ledger (
  id   text PRIMARY KEY,
  keys text NOT NULL
);
CREATE UNIQUE INDEX cluster_ledger_once ON cluster_ledger ((true));

COMMENT ON TABLE  cluster_ledger      IS 'Which ledger the silos that find one another here are of.';
COMMENT ON COLUMN cluster_ledger.id   IS 'Made at random when the ledger was begun.';
COMMENT ON COLUMN cluster_ledger.keys IS 'Fingerprint of its keys to identities.';
