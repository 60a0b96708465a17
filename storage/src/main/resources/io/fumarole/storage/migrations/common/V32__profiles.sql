-- What operators made of model profiles. Rows are added and never changed: the last one of a name holds, and one
-- without a text lets show again what ships or lies in a file.

CREATE TABLE profile_revision (
  name   TEXT   NOT NULL,
  number BIGINT NOT NULL,
  text   TEXT,
  at     BIGINT NOT NULL,
  author TEXT   NOT NULL,
  note   TEXT   NOT NULL,
  PRIMARY KEY (name, number)
);
CREATE INDEX profile_revision_by_time ON profile_revision (at, name, number);
