-- Which ledger this database belongs to: its siblings, keys and proofs name the same.
CREATE TABLE ledger (
  id   text PRIMARY KEY,
  keys text NOT NULL
);
CREATE UNIQUE INDEX ledger_once ON ledger ((true));

COMMENT ON TABLE  ledger      IS 'Which ledger this database belongs to.';
COMMENT ON COLUMN ledger.id   IS 'Made at random when the ledger was begun.';
COMMENT ON COLUMN ledger.keys IS 'Fingerprint of its keys to identities.';
