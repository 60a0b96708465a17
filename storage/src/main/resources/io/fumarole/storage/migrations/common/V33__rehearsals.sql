-- The newest rehearsal of a campaign: how far it is, and what it has forecast.

CREATE TABLE campaign_rehearsal (
  campaign_id  TEXT   NOT NULL PRIMARY KEY,
  rehearsal_id TEXT   NOT NULL,
  state        TEXT   NOT NULL,
  asked        BIGINT NOT NULL,
  told         BIGINT NOT NULL,
  played       BIGINT NOT NULL,
  plays        BIGINT NOT NULL,
  given        TEXT   NOT NULL,
  words        TEXT   NOT NULL,
  habits       TEXT,
  forecast     TEXT
);
