-- As V2_1: ids of devices are compared with those of other tables, in one order.

ALTER TABLE device_import_row
  ALTER COLUMN device_id TYPE TEXT COLLATE "C",
  ALTER COLUMN standing TYPE TEXT COLLATE "C",
  ALTER COLUMN profile TYPE TEXT COLLATE "C";
ALTER TABLE device_import_label
  ALTER COLUMN name TYPE TEXT COLLATE "C",
  ALTER COLUMN value TYPE TEXT COLLATE "C";
