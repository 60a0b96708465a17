-- What a device ran when its deployment was ordered, for reports. Of those that are there it is known
-- where a delta package says it.

ALTER TABLE deployment ADD COLUMN from_version TEXT;
UPDATE deployment SET from_version =
  (SELECT p.from_version FROM firmware_package p WHERE p.package_id = deployment.package_id);
