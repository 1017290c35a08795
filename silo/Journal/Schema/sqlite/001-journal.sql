CREATE TABLE journal (
  number    INTEGER PRIMARY KEY,  -- place in the order of commits
  grain     TEXT    NOT NULL,     -- whose entry it is, such as person/61010000000000000001
  sequence  INTEGER NOT NULL,     -- 1, 2, 3 … in its grain, without a gap
  at        INTEGER NOT NULL,     -- microseconds since 1970, UTC: datetime(at / 1000000, 'unixepoch')
  kind      TEXT    NOT NULL,     -- name and version of the event, such as person.settled.1
  operation TEXT,                 -- the caller's name for the operation that led to it
  digest    TEXT,                 -- of what the operation asked for
  body      TEXT    NOT NULL,     -- the event as JSON: body ->> '$.x'
  hash      BLOB    NOT NULL,     -- SHA-256 over the hash of the grain's entry before it and this entry
  UNIQUE (grain, sequence)        -- the fence: of two writers of a grain only one goes on
) STRICT;

-- The state of a grain up to a sequence. It only shortens reading and can be deleted.
CREATE TABLE snapshot (
  grain    TEXT    PRIMARY KEY,
  sequence INTEGER NOT NULL,      -- of the last entry it includes
  hash     BLOB    NOT NULL,      -- of that entry
  body     TEXT    NOT NULL       -- the state as JSON
) STRICT;

-- Grains with work that must be finished even if nobody asks for it again.
CREATE TABLE open_work (
  grain TEXT    PRIMARY KEY,
  since INTEGER NOT NULL          -- microseconds since 1970, UTC
) STRICT;
