-- What a dossier asks for: which key a bundle was signed with, and who was asked about one thing.

ALTER TABLE firmware_package ADD COLUMN signed_by TEXT;
CREATE INDEX approval_by_subject ON approval (action, subject, asked DESC, approval_id);
