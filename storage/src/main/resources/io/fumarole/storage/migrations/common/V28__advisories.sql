-- What a release's software is made of, and which versions have a weakness that somebody has told of.

ALTER TABLE firmware_release ADD COLUMN sbom_format TEXT;
ALTER TABLE firmware_release ADD COLUMN sbom_url TEXT;
ALTER TABLE firmware_release ADD COLUMN sbom_sha256 TEXT;

CREATE TABLE advisory (
  advisory_id TEXT   NOT NULL PRIMARY KEY,
  title       TEXT   NOT NULL,
  url         TEXT,
  models      TEXT   NOT NULL,
  changed     BIGINT NOT NULL,
  revision    BIGINT NOT NULL
);
