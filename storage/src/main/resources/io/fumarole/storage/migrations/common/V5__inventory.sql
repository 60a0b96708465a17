-- What devices are searched by stands in columns. seen_day is last_seen in days: it changes once a day,
-- so that an index on it costs the device path little.

ALTER TABLE device ADD COLUMN manufacturer TEXT;
ALTER TABLE device ADD COLUMN model TEXT;
ALTER TABLE device ADD COLUMN version TEXT;
ALTER TABLE device ADD COLUMN hardware TEXT;
ALTER TABLE device ADD COLUMN language TEXT;
ALTER TABLE device ADD COLUMN seen_day BIGINT NOT NULL DEFAULT 0;
UPDATE device SET seen_day = last_seen / 86400000;

-- In the order of pages, which is by id.
CREATE INDEX device_by_manufacturer ON device (manufacturer, device_id);
CREATE INDEX device_by_model ON device (model, device_id);
CREATE INDEX device_by_model_and_version ON device (model, version, device_id);
CREATE INDEX device_by_version ON device (version, device_id);
CREATE INDEX device_by_profile ON device (profile, device_id);
CREATE INDEX device_by_standing ON device (standing, device_id);
CREATE INDEX device_by_first_seen ON device (first_seen, device_id);
CREATE INDEX device_by_seen_day ON device (seen_day, device_id);

CREATE TABLE device_label (
  device_id TEXT NOT NULL REFERENCES device (device_id),
  name      TEXT NOT NULL,
  value     TEXT NOT NULL,
  PRIMARY KEY (device_id, name)
);
CREATE INDEX device_label_by_value ON device_label (name, value, device_id);

CREATE TABLE device_group (
  name        TEXT   NOT NULL PRIMARY KEY,
  description TEXT   NOT NULL,
  filter      TEXT   NOT NULL,
  revision    BIGINT NOT NULL
);

-- Groups refer to each other: each change of one counts this up, so that changes are judged one by one.
CREATE TABLE device_group_set (
  number   BIGINT NOT NULL PRIMARY KEY,
  revision BIGINT NOT NULL
);
INSERT INTO device_group_set (number, revision) VALUES (1, 0);
