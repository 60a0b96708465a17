-- As V2_1.

ALTER TABLE approval ALTER COLUMN approval_id TYPE TEXT COLLATE "C";
