-- Programs that are told what happens, and what is on its way to them. An event is told a webhook once, by its
-- key; deliveries are claimed by any node while they wait. One row of webhook_look says until when the events
-- were looked at, and which node does that.

CREATE TABLE webhook (
  webhook_id      TEXT   NOT NULL PRIMARY KEY,
  name            TEXT   NOT NULL,
  url             TEXT   NOT NULL,
  types           TEXT   NOT NULL,
  secret          ${octets} NOT NULL,
  previous_secret ${octets},
  previous_until  BIGINT,
  is_active       BIGINT NOT NULL,
  words           TEXT   NOT NULL,
  created         BIGINT NOT NULL,
  since           BIGINT NOT NULL,
  failing_since   BIGINT,
  revision        BIGINT NOT NULL
);
CREATE INDEX webhook_by_age ON webhook (created DESC, webhook_id);

CREATE TABLE webhook_delivery (
  webhook_id TEXT   NOT NULL,
  event_key  TEXT   NOT NULL,
  event_id   TEXT   NOT NULL,
  type       TEXT   NOT NULL,
  body       TEXT   NOT NULL,
  state      TEXT   NOT NULL,
  tries      BIGINT NOT NULL,
  wake_at    BIGINT,
  status     BIGINT,
  words      TEXT   NOT NULL,
  changed    BIGINT NOT NULL,
  PRIMARY KEY (webhook_id, event_key)
);
CREATE INDEX webhook_delivery_by_event ON webhook_delivery (webhook_id, event_id);
CREATE INDEX webhook_delivery_by_wake ON webhook_delivery (webhook_id, wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX webhook_delivery_by_state ON webhook_delivery (state, webhook_id, event_id);
CREATE INDEX webhook_delivery_by_age ON webhook_delivery (state, changed);

CREATE TABLE webhook_look (
  look    TEXT   NOT NULL PRIMARY KEY,
  server  TEXT   NOT NULL,
  lease   BIGINT NOT NULL,
  looked  BIGINT NOT NULL
);
INSERT INTO webhook_look (look, server, lease, looked) VALUES ('events', '', 0, 0);
