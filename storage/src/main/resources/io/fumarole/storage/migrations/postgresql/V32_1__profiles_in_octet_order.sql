-- As V2_1.

ALTER TABLE profile_revision ALTER COLUMN name TYPE TEXT COLLATE "C";
