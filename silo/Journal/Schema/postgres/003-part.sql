-- Where a grain is looked for depends on how many databases there are, so each knows its place among them.
CREATE TABLE journal_part (
  part  integer NOT NULL,
  parts integer NOT NULL,
  CHECK (part BETWEEN 1 AND parts)
);
CREATE UNIQUE INDEX journal_part_once ON journal_part ((true));

COMMENT ON TABLE journal_part IS 'Which of the databases of one journal this is.';
