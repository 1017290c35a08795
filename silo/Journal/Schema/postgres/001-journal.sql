-- Columns of fixed width stand first, so that no row is padded.
CREATE TABLE journal (
  sequence    bigint           NOT NULL,
  at          timestamptz      NOT NULL,
  transaction xid8             NOT NULL DEFAULT pg_current_xact_id(),
  number      integer          NOT NULL,
  grain       text COLLATE "C" NOT NULL,
  kind        text             NOT NULL,
  operation   text,
  digest      text,
  hash        bytea            NOT NULL,
  body        json             NOT NULL,
  CONSTRAINT journal_key PRIMARY KEY (grain, sequence)
);
CREATE INDEX journal_order ON journal (transaction, number);

COMMENT ON TABLE  journal             IS 'Everything that ever happened. Rows are only ever added.';
COMMENT ON COLUMN journal.grain       IS 'Whose entry it is, such as person/61010000000000000001.';
COMMENT ON COLUMN journal.sequence    IS '1, 2, 3 … in its grain, without a gap. Of two writers only one gets it.';
COMMENT ON COLUMN journal.at          IS 'When the ledger recorded it.';
COMMENT ON COLUMN journal.kind        IS 'Name and version of the event, such as person.settled.1.';
COMMENT ON COLUMN journal.operation   IS 'The caller''s name for the operation that led to it.';
COMMENT ON COLUMN journal.digest      IS 'Of what the operation asked for: the same name with another one is refused.';
COMMENT ON COLUMN journal.body        IS 'The event, byte for byte as it was hashed: body ->> ''x''.';
COMMENT ON COLUMN journal.hash        IS 'SHA-256 over the hash of the grain''s entry before it and this entry.';
COMMENT ON COLUMN journal.transaction IS 'What wrote it. Followers read what is older than all transactions under way.';
COMMENT ON COLUMN journal.number      IS '1, 2, 3 … in its transaction.';

CREATE TABLE snapshot (
  sequence bigint           NOT NULL,
  grain    text COLLATE "C" PRIMARY KEY,
  hash     bytea            NOT NULL,
  body     json             NOT NULL
);

COMMENT ON TABLE  snapshot          IS 'The state of a grain up to a sequence. It shortens reading and can be deleted.';
COMMENT ON COLUMN snapshot.sequence IS 'Of the last entry it includes.';
COMMENT ON COLUMN snapshot.hash     IS 'Of that entry.';
COMMENT ON COLUMN snapshot.body     IS 'The state as JSON.';

-- Rows come and go all the time: a small table stays small only when it is vacuumed by count, not by share.
CREATE TABLE open_work (
  since timestamptz      NOT NULL,
  grain text COLLATE "C" PRIMARY KEY
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);

COMMENT ON TABLE  open_work       IS 'Grains with work that must be finished even if nobody asks for it again.';
COMMENT ON COLUMN open_work.since IS 'When the work was opened.';
