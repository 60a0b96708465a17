-- One text for SQLite and PostgreSQL: BIGINT for every number and truth value (0, 1), times in epoch
-- milliseconds, ${octets} for BLOB or BYTEA. Tables about a device have its id first in their key.

CREATE TABLE device (
  device_id       TEXT   NOT NULL PRIMARY KEY,
  standing        TEXT   NOT NULL,
  profile         TEXT   NOT NULL,
  client_account  ${octets},
  server_account  ${octets},
  server_nonce    ${octets} NOT NULL,
  nonce_counter   BIGINT NOT NULL,
  address         TEXT,
  inventory       TEXT   NOT NULL,
  object          TEXT,
  notification_id BIGINT NOT NULL,
  first_seen      BIGINT NOT NULL,
  last_seen       BIGINT NOT NULL,
  revision        BIGINT NOT NULL
);

-- The one session of a device that stands. A device may talk before it is known.
CREATE TABLE session (
  device_id     TEXT   NOT NULL PRIMARY KEY,
  session_key   TEXT   NOT NULL,
  client_msg_id BIGINT NOT NULL,
  state         TEXT   NOT NULL,
  place         TEXT   NOT NULL,
  body_digest   ${octets} NOT NULL,
  reply         ${octets} NOT NULL,
  reply_hmac    TEXT,
  started       BIGINT NOT NULL
);

CREATE TABLE firmware_package (
  package_id   TEXT   NOT NULL PRIMARY KEY,
  name         TEXT   NOT NULL,
  vendor       TEXT   NOT NULL,
  model        TEXT   NOT NULL,
  from_version TEXT,
  to_version   TEXT   NOT NULL,
  sha256       TEXT   NOT NULL,
  size         BIGINT NOT NULL,
  content_type TEXT   NOT NULL,
  is_signed    BIGINT NOT NULL,
  is_offered   BIGINT NOT NULL,
  added        BIGINT NOT NULL
);
CREATE INDEX firmware_package_by_age ON firmware_package (added DESC, package_id);
CREATE INDEX firmware_package_by_target ON firmware_package (model, to_version, added DESC, package_id);
CREATE INDEX firmware_package_offered ON firmware_package (model, added DESC) WHERE is_offered = 1;
CREATE INDEX firmware_package_offered_by_age ON firmware_package (added DESC) WHERE is_offered = 1;

CREATE TABLE deployment (
  device_id       TEXT   NOT NULL REFERENCES device (device_id),
  deployment_id   TEXT   NOT NULL,
  package_id      TEXT   NOT NULL REFERENCES firmware_package (package_id),
  to_version      TEXT   NOT NULL,
  wish            TEXT   NOT NULL,
  state           TEXT   NOT NULL,
  is_open         BIGINT NOT NULL,
  reason          TEXT   NOT NULL,
  choice          TEXT   NOT NULL,
  package_present BIGINT NOT NULL,
  attempts        TEXT   NOT NULL,
  excluded        TEXT   NOT NULL,
  created         BIGINT NOT NULL,
  changed         BIGINT NOT NULL,
  deadline        BIGINT NOT NULL,
  revision        BIGINT NOT NULL,
  PRIMARY KEY (device_id, deployment_id)
);
CREATE UNIQUE INDEX deployment_by_id ON deployment (deployment_id);
CREATE UNIQUE INDEX deployment_open ON deployment (device_id) WHERE is_open = 1;
CREATE INDEX deployment_by_age ON deployment (created DESC, deployment_id);
CREATE INDEX deployment_by_device_and_age ON deployment (device_id, created DESC, deployment_id);
CREATE INDEX deployment_by_deadline ON deployment (deadline) WHERE is_open = 1;
CREATE INDEX deployment_by_package ON deployment (package_id);

-- Which deployment a report belongs to, for as long as the device lives.
CREATE TABLE correlator (
  device_id     TEXT NOT NULL,
  correlator    TEXT NOT NULL,
  deployment_id TEXT NOT NULL,
  PRIMARY KEY (device_id, correlator),
  FOREIGN KEY (device_id, deployment_id) REFERENCES deployment (device_id, deployment_id)
);

-- What happened, counted per device. Kept also for devices that were refused.
CREATE TABLE event (
  device_id     TEXT   NOT NULL,
  number        BIGINT NOT NULL,
  deployment_id TEXT,
  at            BIGINT NOT NULL,
  kind          TEXT   NOT NULL,
  text          TEXT   NOT NULL,
  PRIMARY KEY (device_id, number)
);
CREATE INDEX event_by_deployment ON event (deployment_id, device_id, number) WHERE deployment_id IS NOT NULL;
CREATE INDEX event_by_age ON event (at, device_id, number);

CREATE TABLE trace_session (
  device_id   TEXT   NOT NULL,
  session_key TEXT   NOT NULL,
  session_id  TEXT   NOT NULL,
  started     BIGINT NOT NULL,
  last_at     BIGINT NOT NULL,
  messages    BIGINT NOT NULL,
  octets      BIGINT NOT NULL,
  PRIMARY KEY (device_id, session_key)
);
CREATE INDEX trace_session_by_key ON trace_session (session_key);
CREATE INDEX trace_session_by_age ON trace_session (last_at);
CREATE INDEX trace_session_by_device_and_age ON trace_session (device_id, last_at);

CREATE TABLE trace_message (
  device_id    TEXT   NOT NULL,
  session_key  TEXT   NOT NULL,
  number       BIGINT NOT NULL,
  session_id   TEXT   NOT NULL,
  at           BIGINT NOT NULL,
  from_device  BIGINT NOT NULL,
  content_type TEXT   NOT NULL,
  octets       ${octets} NOT NULL,
  length       BIGINT NOT NULL,
  note         TEXT,
  PRIMARY KEY (device_id, session_key, number)
);

-- The server's own secrets, encrypted, and the check value of the key they are encrypted with.
CREATE TABLE server_key (
  name  TEXT NOT NULL PRIMARY KEY,
  value ${octets} NOT NULL
);
