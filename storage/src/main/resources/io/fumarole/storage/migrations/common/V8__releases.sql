-- A release is what the packages of one model that lead to one version have in common. Those that are
-- there were given to devices as they came: their releases are released.

CREATE TABLE firmware_release (
  model            TEXT   NOT NULL,
  version          TEXT   NOT NULL,
  state            TEXT   NOT NULL,
  update_class     TEXT   NOT NULL,
  notes            TEXT   NOT NULL,
  advisory         TEXT,
  hardware         TEXT   NOT NULL,
  allows_downgrade BIGINT NOT NULL,
  created          BIGINT NOT NULL,
  since            BIGINT NOT NULL,
  changed          BIGINT NOT NULL,
  sweep_at         BIGINT,
  revision         BIGINT NOT NULL,
  PRIMARY KEY (model, version)
);
CREATE INDEX firmware_release_by_change ON firmware_release (changed DESC);
CREATE INDEX firmware_release_by_model ON firmware_release (model, changed DESC);
CREATE INDEX firmware_release_to_sweep ON firmware_release (sweep_at) WHERE sweep_at IS NOT NULL;

INSERT INTO firmware_release (model, version, state, update_class, notes, hardware,
  allows_downgrade, created, since, changed, revision)
SELECT model, to_version, 'RELEASED', 'OTHER', '', '{"version":1,"value":[]}', 0, MIN(added), MIN(added),
  MIN(added), 0
FROM firmware_package GROUP BY model, to_version;

ALTER TABLE firmware_package ADD COLUMN hardware TEXT NOT NULL DEFAULT '{"version":1,"value":[]}';
CREATE INDEX firmware_package_by_model ON firmware_package (model, added DESC, package_id);

CREATE INDEX deployment_open_of_package ON deployment (package_id, device_id) WHERE is_open = 1;

-- Content that packages were deleted of, or that became no package, until it is known whether another one
-- has it. Whoever adds a package of it holds the row meanwhile.

CREATE TABLE content_trash (
  sha256 TEXT NOT NULL PRIMARY KEY
);
CREATE INDEX firmware_package_by_content ON firmware_package (sha256);
