-- New secrets that a device was sent, or is to be, until it has shown them; encrypted like its accounts.
ALTER TABLE device ADD COLUMN rotation ${octets};
