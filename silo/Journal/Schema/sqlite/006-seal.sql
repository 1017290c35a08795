-- Of each commit one seal: what is taken from the journal, added to it or changed in it breaks a chain of them.
CREATE TABLE seal (
  last      INTEGER NOT NULL,     -- number of the last entry of the commit
  chain     TEXT    NOT NULL,     -- made at random by the process that began the chain
  number    INTEGER NOT NULL,     -- 1, 2, 3 … in its chain, without a gap
  count     INTEGER NOT NULL,     -- how many entries the commit has
  root      BLOB    NOT NULL,     -- root of the Merkle tree over their hashes, in the order of their numbers
  previous  BLOB    NOT NULL,     -- hash of the seal before it in the chain; of the first one zeros
  signature BLOB    NOT NULL,     -- ECDSA over P-256, of the hash of this seal
  key       TEXT    NOT NULL,     -- fingerprint of the key that it is signed with
  follows   TEXT    NOT NULL,     -- heads of other chains that it names, a blank between two
  UNIQUE (chain, number)
) STRICT;
CREATE INDEX seal_order ON seal (last);

-- With which key the ledger seals.
ALTER TABLE ledger ADD COLUMN seals TEXT NOT NULL DEFAULT '';
