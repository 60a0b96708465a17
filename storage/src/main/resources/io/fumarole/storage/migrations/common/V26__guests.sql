-- Who has signed in at another server, which vouches for name and role, and is no user of ours.
ALTER TABLE sign_in ADD COLUMN guest_name TEXT;
ALTER TABLE sign_in ADD COLUMN guest_role TEXT;
