-- Each stage of a deployment has its time limit and budget. Deployments that are open already are due
-- at once, and planned then.

ALTER TABLE deployment ADD COLUMN since BIGINT NOT NULL DEFAULT 0;
ALTER TABLE deployment ADD COLUMN waiting_for TEXT;
ALTER TABLE deployment ADD COLUMN waiting_until BIGINT;
ALTER TABLE deployment ADD COLUMN wake_at BIGINT;
ALTER TABLE deployment ADD COLUMN end_stage TEXT;
ALTER TABLE deployment ADD COLUMN end_cause TEXT;
ALTER TABLE deployment ADD COLUMN end_code BIGINT;
ALTER TABLE deployment ADD COLUMN notifications BIGINT NOT NULL DEFAULT 0;
ALTER TABLE deployment ADD COLUMN absences BIGINT NOT NULL DEFAULT 0;
ALTER TABLE deployment ADD COLUMN broken_transfers BIGINT NOT NULL DEFAULT 0;
ALTER TABLE deployment ADD COLUMN stalls BIGINT NOT NULL DEFAULT 0;

UPDATE deployment SET since = changed;
UPDATE deployment SET wake_at = changed WHERE is_open = 1;
UPDATE deployment SET notifications = 1 WHERE state = 'NOTIFIED';

-- A refused delivery is kept with the reason.
UPDATE deployment SET excluded = REPLACE(REPLACE(REPLACE(excluded,
  '"DM"', '{"delivery":"DM","why":"refused"}'),
  '"DIRECT"', '{"delivery":"DIRECT","why":"refused"}'),
  '"DESCRIPTOR"', '{"delivery":"DESCRIPTOR","why":"refused"}');

DROP INDEX deployment_by_deadline;
CREATE INDEX deployment_by_wake ON deployment (wake_at) WHERE is_open = 1;
