-- A row that changes all the time and is the only one of its page is changed in place.
CREATE TABLE follower (
  transaction xid8    NOT NULL,
  number      integer NOT NULL,
  name        text    PRIMARY KEY
) WITH (fillfactor = 10);

COMMENT ON TABLE  follower             IS 'How far those have come who follow the journal and may miss nothing of it.';
COMMENT ON COLUMN follower.name        IS 'Who follows. Without its row it begins at the end of what is there.';
COMMENT ON COLUMN follower.transaction IS 'Of the last entry it is done with.';
COMMENT ON COLUMN follower.number      IS 'The same, in its transaction.';
