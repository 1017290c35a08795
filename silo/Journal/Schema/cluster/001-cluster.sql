-- What silos agree on. The names of tables, columns and parameters are those by which Orleans' ADO.NET providers ask;
-- they read the text of each statement from orleansquery.
CREATE TABLE orleansquery (
  querykey  text PRIMARY KEY,
  querytext text NOT NULL
);

CREATE TABLE orleansmembershipversiontable (
  deploymentid text PRIMARY KEY,
  timestamp    timestamptz NOT NULL DEFAULT now(),
  version      integer     NOT NULL DEFAULT 0
);

CREATE TABLE orleansmembershiptable (
  deploymentid text        NOT NULL,
  address      text        NOT NULL,
  port         integer     NOT NULL,
  generation   integer     NOT NULL,
  siloname     text        NOT NULL,
  hostname     text        NOT NULL,
  status       integer     NOT NULL,
  proxyport    integer,
  suspecttimes text,
  starttime    timestamptz NOT NULL,
  iamalivetime timestamptz NOT NULL,
  PRIMARY KEY (deploymentid, address, port, generation)
);

COMMENT ON TABLE orleansmembershiptable IS 'Silos that are or were members, a row for each start.';

-- Changes of the membership are one statement each: the version moves on and the row changes, or neither.
INSERT INTO orleansquery VALUES
('InsertMembershipVersionKey',
 'WITH made AS (
    INSERT INTO orleansmembershipversiontable (deploymentid) VALUES (@DeploymentId)
    ON CONFLICT DO NOTHING RETURNING 1)
  SELECT count(*) FROM made'),
('InsertMembershipKey',
 'WITH moved AS (
    UPDATE orleansmembershipversiontable AS v SET version = v.version + 1, timestamp = now()
    WHERE v.deploymentid = @DeploymentId AND v.version = @Version AND NOT EXISTS (
      SELECT FROM orleansmembershiptable
      WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
    RETURNING v.deploymentid),
  made AS (
    INSERT INTO orleansmembershiptable (
      deploymentid, address, port, generation, siloname, hostname, status, proxyport, starttime, iamalivetime)
    SELECT deploymentid, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime,
      @IAmAliveTime
    FROM moved RETURNING 1)
  SELECT count(*) FROM made'),
('UpdateMembershipKey',
 'WITH moved AS (
    UPDATE orleansmembershipversiontable AS v SET version = v.version + 1, timestamp = now()
    WHERE v.deploymentid = @DeploymentId AND v.version = @Version AND EXISTS (
      SELECT FROM orleansmembershiptable
      WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
    RETURNING v.deploymentid),
  changed AS (
    UPDATE orleansmembershiptable AS m
    SET status = @Status, suspecttimes = @SuspectTimes, iamalivetime = @IAmAliveTime
    FROM moved
    WHERE m.deploymentid = moved.deploymentid AND m.address = @Address AND m.port = @Port
      AND m.generation = @Generation
    RETURNING 1)
  SELECT count(*) FROM changed'),
('UpdateIAmAlivetimeKey',
 'UPDATE orleansmembershiptable SET iamalivetime = @IAmAliveTime
  WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation'),
('MembershipReadAllKey',
 'SELECT v.deploymentid, m.address, m.port, m.generation, m.siloname, m.hostname, m.status, m.proxyport,
    m.suspecttimes, m.starttime, m.iamalivetime, v.version
  FROM orleansmembershipversiontable AS v LEFT JOIN orleansmembershiptable AS m USING (deploymentid)
  WHERE v.deploymentid = @DeploymentId'),
('MembershipReadRowKey',
 'SELECT v.deploymentid, m.address, m.port, m.generation, m.siloname, m.hostname, m.status, m.proxyport,
    m.suspecttimes, m.starttime, m.iamalivetime, v.version
  FROM orleansmembershipversiontable AS v LEFT JOIN orleansmembershiptable AS m
    ON m.deploymentid = v.deploymentid AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
  WHERE v.deploymentid = @DeploymentId'),
('GatewaysQueryKey',
 'SELECT address, proxyport, generation FROM orleansmembershiptable
  WHERE deploymentid = @DeploymentId AND status = @Status AND proxyport > 0'),
('CleanupDefunctSiloEntriesKey',
 'DELETE FROM orleansmembershiptable
  WHERE deploymentid = @DeploymentId AND iamalivetime < @IAmAliveTime AND status <> 3'),
('DeleteMembershipTableEntriesKey',
 'WITH silos AS (DELETE FROM orleansmembershiptable WHERE deploymentid = @DeploymentId)
  DELETE FROM orleansmembershipversiontable WHERE deploymentid = @DeploymentId');

-- Unlike the table that Orleans ships, this one has a key: of two first writes only one is kept.
CREATE TABLE orleansstorage (
  grainidextensionstring text COLLATE "C" NOT NULL,
  graintypestring        text             NOT NULL,
  serviceid              text             NOT NULL,
  grainidn0              bigint           NOT NULL,
  grainidn1              bigint           NOT NULL,
  version                integer          NOT NULL,
  modifiedon             timestamptz      NOT NULL,
  payloadbinary          bytea,
  PRIMARY KEY (grainidextensionstring, graintypestring, serviceid, grainidn0, grainidn1)
);

COMMENT ON TABLE orleansstorage IS 'Snapshots of grains. They shorten reading and can be deleted.';

INSERT INTO orleansquery VALUES
('ReadFromStorageKey',
 'SELECT payloadbinary, modifiedon, version FROM orleansstorage
  WHERE grainidextensionstring = coalesce(@GrainIdExtensionString, '''') AND graintypestring = @GrainTypeString
    AND serviceid = @ServiceId AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1'),
('WriteToStorageKey',
 'WITH made AS (
    INSERT INTO orleansstorage AS s
      (grainidextensionstring, graintypestring, serviceid, grainidn0, grainidn1, version, modifiedon, payloadbinary)
    SELECT coalesce(@GrainIdExtensionString, ''''), @GrainTypeString, @ServiceId, @GrainIdN0, @GrainIdN1, 1, now(),
      @PayloadBinary
    WHERE @GrainStateVersion::integer IS NULL
    ON CONFLICT DO NOTHING RETURNING s.version),
  changed AS (
    UPDATE orleansstorage AS s SET payloadbinary = @PayloadBinary, modifiedon = now(), version = s.version + 1
    WHERE grainidextensionstring = coalesce(@GrainIdExtensionString, '''') AND graintypestring = @GrainTypeString
      AND serviceid = @ServiceId AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1
      AND s.version = @GrainStateVersion::integer
    RETURNING s.version)
  SELECT version AS newgrainstateversion FROM made UNION ALL SELECT version FROM changed'),
('ClearStorageKey',
 'UPDATE orleansstorage AS s SET payloadbinary = NULL, modifiedon = now(), version = s.version + 1
  WHERE grainidextensionstring = coalesce(@GrainIdExtensionString, '''') AND graintypestring = @GrainTypeString
    AND serviceid = @ServiceId AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1
    AND s.version = @GrainStateVersion::integer
  RETURNING s.version'),
('DeleteStorageKey',
 'DELETE FROM orleansstorage AS s
  WHERE grainidextensionstring = coalesce(@GrainIdExtensionString, '''') AND graintypestring = @GrainTypeString
    AND serviceid = @ServiceId AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1
    AND s.version = @GrainStateVersion::integer
  RETURNING s.version + 1');

CREATE TABLE lease (
  name   text PRIMARY KEY,
  holder text        NOT NULL,
  until  timestamptz NOT NULL
);

COMMENT ON TABLE  lease        IS 'Work that one silo of the cluster does for all.';
COMMENT ON COLUMN lease.holder IS 'The silo that does it.';
COMMENT ON COLUMN lease.until  IS 'Unless it says by then that it goes on, another silo may take over.';
