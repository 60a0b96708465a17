-- People who may sign in, and the browsers in which somebody has signed in. A sign-in holds as long as its
-- epoch is the user's: a new password, another role or an end moves the epoch on.

CREATE TABLE user_account (
  name         TEXT   NOT NULL PRIMARY KEY,
  display_name TEXT   NOT NULL,
  role         TEXT   NOT NULL,
  hash         TEXT   NOT NULL,
  is_active    BIGINT NOT NULL,
  epoch        BIGINT NOT NULL,
  created      BIGINT NOT NULL,
  changed      BIGINT NOT NULL,
  revision     BIGINT NOT NULL
);

CREATE TABLE sign_in (
  sign_in_id TEXT   NOT NULL PRIMARY KEY,
  caller     TEXT   NOT NULL,
  epoch      BIGINT NOT NULL,
  opened     BIGINT NOT NULL,
  used       BIGINT NOT NULL
);
CREATE INDEX sign_in_by_caller ON sign_in (caller, opened DESC, sign_in_id);
CREATE INDEX sign_in_by_age ON sign_in (opened);
CREATE INDEX sign_in_by_use ON sign_in (used);
