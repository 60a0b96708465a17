-- Devices that made themselves known and have no secret are counted before another one is taken in.

CREATE INDEX device_stranger ON device (standing) WHERE client_account IS NULL;
