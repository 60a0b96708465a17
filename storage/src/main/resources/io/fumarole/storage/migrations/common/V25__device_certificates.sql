-- The subject of the certificate that a device has to show when it connects (RFC 2253).
ALTER TABLE device ADD COLUMN certificate TEXT;
ALTER TABLE device_import_row ADD COLUMN certificate TEXT;
