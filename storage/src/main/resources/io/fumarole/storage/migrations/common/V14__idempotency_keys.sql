-- Calls of the API that carry an Idempotency-Key, for a day: what was asked, and what the answer was. One
-- without an answer is at work, or broke off.

CREATE TABLE idempotent_call (
  caller   TEXT   NOT NULL,
  call_key TEXT   NOT NULL,
  request  TEXT   NOT NULL,
  begun    BIGINT NOT NULL,
  status   BIGINT,
  etag     TEXT,
  answer   TEXT,
  PRIMARY KEY (caller, call_key)
);
CREATE INDEX idempotent_call_by_age ON idempotent_call (begun);
