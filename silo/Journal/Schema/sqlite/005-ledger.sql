-- Which ledger this journal belongs to: keys, proofs and copies name the same.
CREATE TABLE ledger (
  id   TEXT    NOT NULL,          -- made at random when the ledger was begun
  keys TEXT    NOT NULL,          -- fingerprint of its keys to identities
  one  INTEGER NOT NULL DEFAULT 1 UNIQUE CHECK (one = 1)
) STRICT;
