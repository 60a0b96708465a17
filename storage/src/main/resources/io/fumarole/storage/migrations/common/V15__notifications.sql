-- Notifications on their way to devices: claimed by any node while they wait, found by what a gateway calls
-- them, and marked when the device answers.

CREATE TABLE notification (
  device_id       TEXT   NOT NULL,
  notification_id TEXT   NOT NULL,
  session_number  BIGINT NOT NULL,
  pdu             ${octets} NOT NULL,
  created         BIGINT NOT NULL,
  until_at        BIGINT NOT NULL,
  state           TEXT   NOT NULL,
  way             TEXT,
  message_id      TEXT,
  tries           BIGINT NOT NULL,
  wake_at         BIGINT,
  words           TEXT   NOT NULL,
  changed         BIGINT NOT NULL,
  answered_at     BIGINT,
  session_key     TEXT,
  PRIMARY KEY (device_id, notification_id)
);
CREATE INDEX notification_by_wake ON notification (wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX notification_by_message ON notification (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX notification_by_age ON notification (created);
