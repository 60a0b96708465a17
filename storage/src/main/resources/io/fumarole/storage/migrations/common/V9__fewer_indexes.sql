-- What was stopped is looked for every few seconds, because its download addresses are dead on every node.
CREATE INDEX deployment_stopped ON deployment (changed) WHERE state IN ('CANCELLED', 'EXPIRED');

-- Each index is paid for with every change: a device has few deployments, which its key finds, and a
-- campaign's members are counted where they are.
DROP INDEX deployment_by_device_and_age;
DROP INDEX campaign_member_by_phase;
