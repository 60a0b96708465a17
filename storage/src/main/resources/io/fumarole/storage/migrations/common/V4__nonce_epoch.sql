-- Nonces that an operator sets are not those of the sessions before: each setting begins an epoch.

ALTER TABLE device ADD COLUMN nonce_epoch BIGINT NOT NULL DEFAULT 0;
