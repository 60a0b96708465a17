-- A campaign may have a precondition and treat devices in its own way. Those that are there do not: a plan
-- ends with two braces, its own and that of the record around it.

UPDATE campaign SET plan = SUBSTR(plan, 1, LENGTH(plan) - 2) || ',"precondition":null,"treatment":null}}';

-- How often the user said no.
ALTER TABLE deployment ADD COLUMN postponements BIGINT NOT NULL DEFAULT 0;
