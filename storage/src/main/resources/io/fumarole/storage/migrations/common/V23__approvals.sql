-- What somebody has asked for and somebody else has to agree to. Of one thing one request waits at a time.

CREATE TABLE approval (
  approval_id TEXT   NOT NULL PRIMARY KEY,
  action      TEXT   NOT NULL,
  subject     TEXT   NOT NULL,
  detail      TEXT   NOT NULL,
  revision    BIGINT NOT NULL,
  asked_by    TEXT   NOT NULL,
  asker       TEXT   NOT NULL,
  asked       BIGINT NOT NULL,
  state       TEXT   NOT NULL,
  decider     TEXT,
  decided     BIGINT,
  words       TEXT   NOT NULL
);
CREATE UNIQUE INDEX approval_waiting ON approval (action, subject, detail) WHERE state = 'WAITING';
CREATE INDEX approval_by_age ON approval (asked DESC, approval_id);
CREATE INDEX approval_by_state ON approval (state, asked DESC, approval_id);
