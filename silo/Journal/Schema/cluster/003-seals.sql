-- With which key the ledger seals.
ALTER TABLE cluster_ledger ADD COLUMN seals text NOT NULL DEFAULT '';

COMMENT ON COLUMN cluster_ledger.seals IS 'Its public half: a SubjectPublicKeyInfo in Base64.';
