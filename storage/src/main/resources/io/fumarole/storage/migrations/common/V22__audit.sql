-- What people and programs did. It is added to and never changed; chain is a keyed hash over the value before
-- and the entry, so that a change shows.

CREATE TABLE audit (
  number  BIGINT NOT NULL PRIMARY KEY,
  at      BIGINT NOT NULL,
  kind    TEXT   NOT NULL,
  actor   TEXT   NOT NULL,
  address TEXT   NOT NULL,
  action  TEXT   NOT NULL,
  subject TEXT   NOT NULL,
  detail  TEXT   NOT NULL,
  outcome TEXT   NOT NULL,
  asked   BIGINT,
  chain   ${octets} NOT NULL
);
CREATE INDEX audit_by_actor ON audit (actor, number DESC);
CREATE INDEX audit_by_subject ON audit (subject, number DESC);
CREATE INDEX audit_by_time ON audit (at, number);
