-- Devices of an import wait here until all of its lines are known to be right; then they come in step by step.

CREATE TABLE device_import (
  import_id   TEXT   NOT NULL PRIMARY KEY,
  begun       BIGINT NOT NULL,
  is_accepted BIGINT NOT NULL
);

CREATE TABLE device_import_row (
  import_id      TEXT   NOT NULL REFERENCES device_import (import_id),
  line           BIGINT NOT NULL,
  device_id      TEXT   NOT NULL,
  standing       TEXT   NOT NULL,
  profile        TEXT   NOT NULL,
  client_account ${octets},
  server_account ${octets},
  address        TEXT,
  first_seen     BIGINT NOT NULL,
  PRIMARY KEY (import_id, line)
);
CREATE INDEX device_import_row_by_device ON device_import_row (import_id, device_id, line);

CREATE TABLE device_import_label (
  import_id TEXT   NOT NULL,
  line      BIGINT NOT NULL,
  name      TEXT   NOT NULL,
  value     TEXT   NOT NULL,
  PRIMARY KEY (import_id, line, name)
);
