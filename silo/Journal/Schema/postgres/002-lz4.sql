-- What does not fit a quarter of a page is compressed, with lz4 at half of what writing it costs otherwise. A server
-- before version 14, or one that was built without lz4, keeps its own way. Each body says how it was compressed, so the
-- older ones stay as they are.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_settings WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)) THEN
    EXECUTE 'ALTER TABLE journal ALTER COLUMN body SET COMPRESSION lz4';
  END IF;
END $$;
