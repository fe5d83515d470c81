-- A row's number is given only once its transaction has an id: whoever seals the rows up to a number waits for the transactions that were at
-- work then, and could else overlook one that had its number and no id yet.
CREATE FUNCTION next_audit_number() RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_current_xact_id();
  RETURN nextval('audit_seq_seq');
END $$;--> statement-breakpoint
ALTER TABLE audit ALTER COLUMN seq SET DEFAULT next_audit_number();
