-- Who asked for an operation, as JSON: actor ->> '$.operator'. Entries from before have none, and their hashes hold.
ALTER TABLE journal ADD COLUMN actor TEXT;
