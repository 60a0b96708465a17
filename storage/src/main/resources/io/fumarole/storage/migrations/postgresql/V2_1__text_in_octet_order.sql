-- What is listed and paged by is ordered by octets, as in SQLite and in the program, whatever the
-- language of the database: an index in a language's order breaks when the system's tables of it change.

ALTER TABLE device ALTER COLUMN device_id TYPE TEXT COLLATE "C";
ALTER TABLE session ALTER COLUMN device_id TYPE TEXT COLLATE "C";
ALTER TABLE firmware_package ALTER COLUMN package_id TYPE TEXT COLLATE "C";
ALTER TABLE deployment
  ALTER COLUMN device_id TYPE TEXT COLLATE "C",
  ALTER COLUMN deployment_id TYPE TEXT COLLATE "C",
  ALTER COLUMN package_id TYPE TEXT COLLATE "C";
ALTER TABLE correlator
  ALTER COLUMN device_id TYPE TEXT COLLATE "C",
  ALTER COLUMN correlator TYPE TEXT COLLATE "C",
  ALTER COLUMN deployment_id TYPE TEXT COLLATE "C";
ALTER TABLE event
  ALTER COLUMN device_id TYPE TEXT COLLATE "C",
  ALTER COLUMN deployment_id TYPE TEXT COLLATE "C";
ALTER TABLE trace_session
  ALTER COLUMN device_id TYPE TEXT COLLATE "C",
  ALTER COLUMN session_key TYPE TEXT COLLATE "C";
ALTER TABLE trace_message
  ALTER COLUMN device_id TYPE TEXT COLLATE "C",
  ALTER COLUMN session_key TYPE TEXT COLLATE "C";
