-- What operators ask of single nodes of a device: it waits here for the device's next session.

CREATE TABLE node_order (
  device_id TEXT   NOT NULL REFERENCES device (device_id),
  number    BIGINT NOT NULL,
  request   TEXT   NOT NULL,
  created   BIGINT NOT NULL,
  until     BIGINT NOT NULL,
  state     TEXT   NOT NULL,
  is_open   BIGINT NOT NULL,
  sendings  BIGINT NOT NULL,
  answer    TEXT,
  revision  BIGINT NOT NULL,
  PRIMARY KEY (device_id, number)
);
CREATE INDEX node_order_open ON node_order (device_id, number) WHERE is_open = 1;
CREATE INDEX node_order_until ON node_order (until) WHERE is_open = 1;
