-- Only a snapshot that a silo of the ledger wrote is gone on from: shape of the state, fingerprint of the key and code.
ALTER TABLE snapshot ADD COLUMN seal TEXT NOT NULL DEFAULT '';
