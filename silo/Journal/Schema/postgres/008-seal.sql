-- Of each commit one seal: what is taken from the journal, added to it or changed in it breaks a chain of them.
CREATE TABLE seal (
  transaction xid8             NOT NULL DEFAULT pg_current_xact_id(),
  number      bigint           NOT NULL,
  count       bigint           NOT NULL,
  chain       text COLLATE "C" NOT NULL,
  root        bytea            NOT NULL,
  previous    bytea            NOT NULL,
  signature   bytea            NOT NULL,
  key         text             NOT NULL,
  follows     text             NOT NULL,
  CONSTRAINT seal_key PRIMARY KEY (chain, number)
);
CREATE INDEX seal_transaction ON seal (transaction);

COMMENT ON TABLE  seal             IS 'One for each commit to the journal. Rows are only ever added.';
COMMENT ON COLUMN seal.transaction IS 'What wrote it, and the entries that it seals.';
COMMENT ON COLUMN seal.number      IS '1, 2, 3 … in its chain, without a gap.';
COMMENT ON COLUMN seal.chain       IS 'Made at random by the lane of a process that began the chain.';
COMMENT ON COLUMN seal.count       IS 'How many entries the commit has.';
COMMENT ON COLUMN seal.root        IS 'Root of the Merkle tree over their hashes, in the order of number.';
COMMENT ON COLUMN seal.previous    IS 'Hash of the seal before it in the chain; of the first one zeros.';
COMMENT ON COLUMN seal.signature   IS 'ECDSA over P-256, of the hash of this seal.';
COMMENT ON COLUMN seal.key         IS 'Fingerprint of the key that it is signed with.';
COMMENT ON COLUMN seal.follows     IS 'Heads of other chains that it names, a blank between two.';

-- With which key the ledger seals.
ALTER TABLE ledger ADD COLUMN seals text NOT NULL DEFAULT '';

COMMENT ON COLUMN ledger.seals IS 'Its public half: a SubjectPublicKeyInfo in Base64.';
