CREATE SEQUENCE "public"."settings_revision" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "settings_revisions" (
	"part" text PRIMARY KEY NOT NULL,
	"revision" bigint NOT NULL
);
--> statement-breakpoint
-- Any change of a table of settings gives its part another revision, in the same transaction: who reads the number that he knows, and not before,
-- may go by what he remembers.
INSERT INTO settings_revisions (part, revision)
SELECT part, nextval('settings_revision')
FROM unnest(ARRAY['policies', 'runbooks', 'allow_list', 'categories', 'states', 'custom_fields', 'stores', 'scouts']) part;--> statement-breakpoint
CREATE FUNCTION raise_settings_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE settings_revisions SET revision = nextval('settings_revision') WHERE part = TG_ARGV[0];
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER sla_policies_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON sla_policies
  FOR EACH STATEMENT EXECUTE FUNCTION raise_settings_revision('policies');--> statement-breakpoint
CREATE TRIGGER sla_calendars_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON sla_calendars
  FOR EACH STATEMENT EXECUTE FUNCTION raise_settings_revision('policies');--> statement-breakpoint
CREATE TRIGGER runbooks_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON runbooks
  FOR EACH STATEMENT EXECUTE FUNCTION raise_settings_revision('runbooks');--> statement-breakpoint
CREATE TRIGGER allow_list_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON allow_list
  FOR EACH STATEMENT EXECUTE FUNCTION raise_settings_revision('allow_list');--> statement-breakpoint
CREATE TRIGGER categories_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON categories
  FOR EACH STATEMENT EXECUTE FUNCTION raise_settings_revision('categories');--> statement-breakpoint
CREATE TRIGGER states_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON states
  FOR EACH STATEMENT EXECUTE FUNCTION raise_settings_revision('states');--> statement-breakpoint
CREATE TRIGGER state_transitions_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON state_transitions
  FOR EACH STATEMENT EXECUTE FUNCTION raise_settings_revision('states');--> statement-breakpoint
CREATE TRIGGER custom_field_definitions_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON custom_field_definitions
  FOR EACH STATEMENT EXECUTE FUNCTION raise_settings_revision('custom_fields');--> statement-breakpoint
CREATE TRIGGER stores_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON stores
  FOR EACH STATEMENT EXECUTE FUNCTION raise_settings_revision('stores');--> statement-breakpoint
-- Who is an AI analyst: members change all the time, and that does not.
CREATE TRIGGER members_revision AFTER INSERT OR UPDATE OF kind OR DELETE OR TRUNCATE ON members
  FOR EACH STATEMENT EXECUTE FUNCTION raise_settings_revision('scouts');
