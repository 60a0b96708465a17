-- Who may call the API, besides the first token. Of each only the digest is kept.

CREATE TABLE api_token (
  token_id TEXT   NOT NULL PRIMARY KEY,
  name     TEXT   NOT NULL,
  scopes   TEXT   NOT NULL,
  sha256   ${octets} NOT NULL,
  created  BIGINT NOT NULL,
  expires  BIGINT
);
CREATE INDEX api_token_by_age ON api_token (created DESC, token_id);
