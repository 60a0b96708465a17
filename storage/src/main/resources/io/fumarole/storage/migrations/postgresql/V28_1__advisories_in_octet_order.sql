-- As V2_1.

ALTER TABLE advisory ALTER COLUMN advisory_id TYPE TEXT COLLATE "C";
