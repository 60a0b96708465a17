-- A device may come to a campaign's version over others, by a deployment for each step. A step that
-- succeeded and was not the last one says nothing about its campaign: it is counted apart.

ALTER TABLE deployment ADD COLUMN step BIGINT NOT NULL DEFAULT 1;
ALTER TABLE deployment ADD COLUMN steps_left BIGINT NOT NULL DEFAULT 0;
DROP INDEX deployment_by_campaign;
CREATE INDEX deployment_by_campaign ON deployment (campaign_id, phase, state, steps_left)
  WHERE campaign_id IS NOT NULL;

-- Steps that were taken, and the time that the first one was given for all of them.
ALTER TABLE campaign_member ADD COLUMN steps BIGINT NOT NULL DEFAULT 0;
ALTER TABLE campaign_member ADD COLUMN deadline BIGINT;
