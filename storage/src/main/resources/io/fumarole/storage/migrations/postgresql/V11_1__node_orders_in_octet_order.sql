-- As V2_1: ids of devices are compared with those of other tables, in one order.

ALTER TABLE node_order ALTER COLUMN device_id TYPE TEXT COLLATE "C";
