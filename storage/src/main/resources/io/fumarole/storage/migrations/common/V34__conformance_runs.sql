-- Runs of the conformance kit. A device has one that is open at most; whose lease has passed, is lost, and any server
-- ends it. Reports stand apart, because runs are listed without them.

CREATE TABLE conformance_run (
  run_id          TEXT   NOT NULL PRIMARY KEY,
  device_id       TEXT   NOT NULL,
  state           TEXT   NOT NULL,
  is_open         BIGINT NOT NULL,
  standing_before TEXT   NOT NULL,
  server          TEXT   NOT NULL,
  started         BIGINT NOT NULL,
  changed         BIGINT NOT NULL,
  lease           BIGINT NOT NULL,
  detail          TEXT   NOT NULL
);
CREATE UNIQUE INDEX conformance_run_open ON conformance_run (device_id) WHERE is_open = 1;
CREATE INDEX conformance_run_late ON conformance_run (lease) WHERE is_open = 1;
CREATE INDEX conformance_run_of_device ON conformance_run (device_id, started DESC, run_id);
CREATE INDEX conformance_run_by_age ON conformance_run (started DESC, run_id);
CREATE INDEX conformance_run_by_change ON conformance_run (changed);

CREATE TABLE conformance_report (
  run_id TEXT NOT NULL,
  form   TEXT NOT NULL,
  octets ${octets} NOT NULL,
  PRIMARY KEY (run_id, form)
);
