-- How far those have come who follow the journal and may miss nothing of it. Without its row a follower begins at the end.
CREATE TABLE follower (
  name   TEXT    PRIMARY KEY,
  number INTEGER NOT NULL         -- of the last entry it is done with
) STRICT;
