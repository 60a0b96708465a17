-- Campaigns, who is in them, and which deployments are theirs. What a campaign wants and how far it has
-- come are records in JSON; a deployment's phase is empty once another one counts in its place.

CREATE TABLE campaign (
  campaign_id TEXT   NOT NULL PRIMARY KEY,
  plan        TEXT   NOT NULL,
  state       TEXT   NOT NULL,
  reason      TEXT   NOT NULL,
  progress    TEXT   NOT NULL,
  priority    BIGINT NOT NULL,
  created     BIGINT NOT NULL,
  changed     BIGINT NOT NULL,
  wake_at     BIGINT,
  revision    BIGINT NOT NULL
);
CREATE INDEX campaign_by_wake ON campaign (wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX campaign_by_age ON campaign (created DESC, campaign_id);

-- Members without a phase wait; those with a phase and no deployment are held.
CREATE TABLE campaign_member (
  device_id     TEXT   NOT NULL,
  campaign_id   TEXT   NOT NULL REFERENCES campaign (campaign_id),
  place         BIGINT NOT NULL,
  number        BIGINT NOT NULL,
  phase         BIGINT,
  deployment_id TEXT,
  tries         BIGINT NOT NULL,
  out_reason    TEXT,
  PRIMARY KEY (device_id, campaign_id)
);
CREATE INDEX campaign_member_waiting ON campaign_member (campaign_id, place, device_id)
  WHERE phase IS NULL AND out_reason IS NULL;
CREATE INDEX campaign_member_held ON campaign_member (campaign_id, place, device_id)
  WHERE phase IS NOT NULL AND deployment_id IS NULL AND out_reason IS NULL;
CREATE INDEX campaign_member_by_phase ON campaign_member (campaign_id, phase, deployment_id)
  WHERE out_reason IS NULL;
CREATE INDEX campaign_member_by_device ON campaign_member (campaign_id, device_id);

ALTER TABLE deployment ADD COLUMN campaign_id TEXT;
ALTER TABLE deployment ADD COLUMN phase BIGINT;
CREATE INDEX deployment_by_campaign ON deployment (campaign_id, phase, state) WHERE campaign_id IS NOT NULL;
