-- What is new is looked for a few times a second while somebody watches.

CREATE INDEX campaign_by_change ON campaign (changed);
