-- Only a snapshot that a silo of the ledger wrote is gone on from.
ALTER TABLE snapshot ADD COLUMN seal text NOT NULL DEFAULT '';

COMMENT ON COLUMN snapshot.seal IS 'Shape of the state, fingerprint of the key and code of authentication.';
