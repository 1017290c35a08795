-- Who asked for an operation. Entries from before have none, and their hashes hold as they are.
ALTER TABLE journal ADD COLUMN actor text;

COMMENT ON COLUMN journal.actor IS 'Who asked for the operation, as JSON: actor::json ->> ''operator''.';
