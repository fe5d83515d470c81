CREATE SEQUENCE "public"."case_number" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"hash" text NOT NULL,
	"prefix" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	CONSTRAINT "api_keys_role" CHECK ("api_keys"."role" in ('admin', 'lead', 'analyst', 'viewer'))
);
--> statement-breakpoint
CREATE TABLE "case_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"vendor" text NOT NULL,
	"vendor_id" text NOT NULL,
	"delivery_id" uuid,
	"title" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"techniques" text[] DEFAULT '{}' NOT NULL,
	"raw" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_objects" (
	"case_id" uuid NOT NULL,
	"connector_id" text NOT NULL,
	"object_key" text NOT NULL,
	"current" boolean NOT NULL,
	"applied_seq" bigint,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "case_objects_case_id_connector_id_object_key_pk" PRIMARY KEY("case_id","connector_id","object_key")
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" bigint DEFAULT nextval('case_number') NOT NULL,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"severity" text NOT NULL,
	"severity_rank" integer NOT NULL,
	"state" text NOT NULL,
	"stage" text NOT NULL,
	"category" text DEFAULT 'Other' NOT NULL,
	"source" text DEFAULT 'manual' NOT NULL,
	"store" text,
	"assignee_id" uuid,
	"queue" text,
	"collaborators" uuid[] DEFAULT '{}' NOT NULL,
	"watchers" uuid[] DEFAULT '{}' NOT NULL,
	"subject_member_id" uuid,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"custom_fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"links" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"techniques" text[] DEFAULT '{}' NOT NULL,
	"runbook" text,
	"phase" text,
	"resolution_verdict" text,
	"resolution_summary" text,
	"restricted" boolean DEFAULT false NOT NULL,
	"vip" boolean DEFAULT false NOT NULL,
	"tlp" text DEFAULT 'AMBER' NOT NULL,
	"on_hold_reason" text,
	"wake_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"field_versions" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"lead_due_at" timestamp (3) with time zone,
	"lead_at_risk_at" timestamp (3) with time zone,
	"observable_count" integer DEFAULT 0 NOT NULL,
	"event_count" integer DEFAULT 0 NOT NULL,
	"last_event_at" timestamp (3) with time zone,
	"created_by" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"acknowledged_at" timestamp (3) with time zone,
	"acknowledged_by" uuid,
	"resolved_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "cases_severity_known" CHECK ("cases"."severity" in ('informational', 'low', 'medium', 'high', 'critical')),
	CONSTRAINT "cases_rank_of_severity" CHECK ((severity, severity_rank) in (('informational', 0), ('low', 1), ('medium', 2), ('high', 3), ('critical', 4))),
	CONSTRAINT "cases_stage_known" CHECK ("cases"."stage" in ('new', 'in_progress', 'on_hold', 'resolved', 'closed')),
	CONSTRAINT "cases_state_of_stage" CHECK ((state, stage) in (('new', 'new'), ('triage', 'new'), ('in_progress', 'in_progress'), ('on_hold', 'on_hold'), ('resolved', 'resolved'), ('closed', 'closed'))),
	CONSTRAINT "cases_owned" CHECK (not (stage in ('new', 'in_progress', 'on_hold')) or assignee_id is not null or queue is not null),
	CONSTRAINT "cases_tlp_known" CHECK ("cases"."tlp" in ('CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED')),
	CONSTRAINT "cases_resolution" CHECK ("cases"."stage" not in ('resolved', 'closed') or ("cases"."resolution_verdict" is not null and "cases"."resolution_summary" is not null)),
	CONSTRAINT "cases_hold" CHECK ("cases"."stage" <> 'on_hold' or ("cases"."on_hold_reason" is not null and "cases"."wake_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "connector_secrets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"connector_id" text NOT NULL,
	"name" text NOT NULL,
	"slot" text NOT NULL,
	"sealed" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	CONSTRAINT "connector_secrets_slot_known" CHECK ("connector_secrets"."slot" in ('current', 'previous'))
);
--> statement-breakpoint
CREATE TABLE "connectors" (
	"id" text PRIMARY KEY NOT NULL,
	"vendor" text NOT NULL,
	"enabled" boolean DEFAULT false NOT NULL,
	"base_url" text,
	"shared_secrets" boolean DEFAULT false NOT NULL,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"last_test_at" timestamp (3) with time zone,
	"last_test_result" jsonb,
	"last_call_at" timestamp (3) with time zone,
	"last_call_error" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mappings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"connector_id" text NOT NULL,
	"expression" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"active" boolean NOT NULL,
	"created_by" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"connector_id" text NOT NULL,
	"vendor" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"outcome" text NOT NULL,
	"reason" text,
	"object_key" text,
	"body" text NOT NULL,
	"body_sha256" text NOT NULL,
	"bytes" integer NOT NULL,
	"redelivery_of" uuid,
	"ended_object" text,
	CONSTRAINT "deliveries_outcome_known" CHECK ("deliveries"."outcome" in ('accepted', 'duplicate', 'filtered', 'quarantined', 'refused'))
);
--> statement-breakpoint
CREATE TABLE "intake_counters" (
	"connector_id" text NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"outcome" text NOT NULL,
	"count" bigint NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "intake_counters_connector_id_hour_outcome_pk" PRIMARY KEY("connector_id","hour","outcome")
);
--> statement-breakpoint
CREATE TABLE "vendor_objects" (
	"connector_id" text NOT NULL,
	"object_key" text NOT NULL,
	"body_sha256" text NOT NULL,
	"delivery_id" uuid NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "vendor_objects_connector_id_object_key_pk" PRIMARY KEY("connector_id","object_key")
);
--> statement-breakpoint
CREATE TABLE "worker_heartbeats" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "members" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text DEFAULT 'user' NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"tier" smallint,
	"groups" text[] DEFAULT '{}' NOT NULL,
	"skills" text[] DEFAULT '{}' NOT NULL,
	"shift" jsonb,
	"on_shift" boolean,
	"on_shift_since" timestamp (3) with time zone,
	"on_call" boolean DEFAULT false NOT NULL,
	"eligible" boolean DEFAULT true NOT NULL,
	"password_hash" text,
	"must_change_password" boolean DEFAULT false NOT NULL,
	"last_assigned_at" timestamp (3) with time zone,
	"disabled_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "members_kind" CHECK ("members"."kind" in ('user', 'ai')),
	CONSTRAINT "members_role" CHECK ("members"."role" in ('admin', 'lead', 'analyst', 'viewer')),
	CONSTRAINT "members_tier" CHECK ("members"."tier" between 1 and 3)
);
--> statement-breakpoint
CREATE TABLE "allow_list" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"type" text,
	"value" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_observables" (
	"case_id" uuid NOT NULL,
	"observable_id" uuid NOT NULL,
	"role" text NOT NULL,
	"key" boolean DEFAULT false NOT NULL,
	"origins" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"added_by" jsonb NOT NULL,
	"first_seen" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "case_observables_case_id_observable_id_pk" PRIMARY KEY("case_id","observable_id"),
	CONSTRAINT "case_observables_role_known" CHECK ("case_observables"."role" in ('implicated', 'victim', 'own', 'related'))
);
--> statement-breakpoint
CREATE TABLE "observables" (
	"id" uuid PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"value" text NOT NULL,
	"value_sha256" text NOT NULL,
	"verdict" text DEFAULT 'unknown' NOT NULL,
	"score" real,
	"allow_listed" boolean DEFAULT false NOT NULL,
	"first_seen" timestamp (3) with time zone NOT NULL,
	"last_seen" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "observables_verdict_known" CHECK ("observables"."verdict" in ('unknown', 'benign', 'suspicious', 'malicious'))
);
--> statement-breakpoint
CREATE TABLE "effects" (
	"key" text PRIMARY KEY NOT NULL,
	"result" jsonb,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"name" text NOT NULL,
	"data" jsonb NOT NULL,
	"case_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"failed" text
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" jsonb NOT NULL,
	"run_id" text,
	"action" text NOT NULL,
	"entity" text NOT NULL,
	"entity_id" text NOT NULL,
	"diff" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"actor" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"claim" uuid DEFAULT gen_random_uuid() NOT NULL,
	"status" integer,
	"headers" jsonb,
	"body" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_actor_key_pk" PRIMARY KEY("actor","key")
);
--> statement-breakpoint
CREATE TABLE "runbooks" (
	"key" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"category" text,
	"source" text,
	"phases" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tasks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"phase" text NOT NULL,
	"position" integer NOT NULL,
	"title" text NOT NULL,
	"mandatory" boolean DEFAULT false NOT NULL,
	"assignee_id" uuid,
	"due_at" timestamp (3) with time zone,
	"done_at" timestamp (3) with time zone,
	"done_by" jsonb
);
--> statement-breakpoint
CREATE TABLE "automations" (
	"id" text PRIMARY KEY NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"parameters" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "run_steps" (
	"run_id" uuid NOT NULL,
	"id" text NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"op" text NOT NULL,
	"status" text NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"retry_at" timestamp (3) with time zone,
	"output" jsonb,
	"error" jsonb,
	CONSTRAINT "run_steps_run_id_id_pk" PRIMARY KEY("run_id","id")
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"automation" text NOT NULL,
	"event_id" uuid NOT NULL,
	"event_name" text NOT NULL,
	"engine_run_id" text,
	"replay_of" uuid,
	"case_id" uuid,
	"delivery_id" uuid,
	"status" text NOT NULL,
	"reason" text,
	"attempt" integer DEFAULT 0 NOT NULL,
	"output" jsonb,
	"error" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "runs_status_known" CHECK ("runs"."status" in ('queued', 'running', 'waiting', 'completed', 'failed', 'cancelled', 'skipped'))
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"member_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"user_agent" text
);
--> statement-breakpoint
CREATE TABLE "sign_in_attempts" (
	"email_sha256" text PRIMARY KEY NOT NULL,
	"tries" integer NOT NULL,
	"wait_until" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "timeline" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"case_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor" jsonb NOT NULL,
	"run_id" text,
	"summary" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "timeline_kind_known" CHECK (kind in ('created', 'updated', 'state', 'severity', 'assigned', 'acknowledged', 'comment', 'observables', 'event', 'link', 'phase', 'task', 'action', 'summary', 'stopped'))
);
--> statement-breakpoint
ALTER TABLE "case_events" ADD CONSTRAINT "case_events_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_objects" ADD CONSTRAINT "case_objects_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_assignee_id_members_id_fk" FOREIGN KEY ("assignee_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_subject_member_id_members_id_fk" FOREIGN KEY ("subject_member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_acknowledged_by_members_id_fk" FOREIGN KEY ("acknowledged_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connector_secrets" ADD CONSTRAINT "connector_secrets_connector_id_connectors_id_fk" FOREIGN KEY ("connector_id") REFERENCES "public"."connectors"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_observables" ADD CONSTRAINT "case_observables_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_observables" ADD CONSTRAINT "case_observables_observable_id_observables_id_fk" FOREIGN KEY ("observable_id") REFERENCES "public"."observables"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_assignee_id_members_id_fk" FOREIGN KEY ("assignee_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_steps" ADD CONSTRAINT "run_steps_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timeline" ADD CONSTRAINT "timeline_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash" ON "api_keys" USING btree ("hash");--> statement-breakpoint
CREATE UNIQUE INDEX "case_events_delivery" ON "case_events" USING btree ("case_id","delivery_id");--> statement-breakpoint
CREATE INDEX "case_events_case" ON "case_events" USING btree ("case_id","at","id");--> statement-breakpoint
CREATE INDEX "case_events_by_delivery" ON "case_events" USING btree ("delivery_id");--> statement-breakpoint
CREATE UNIQUE INDEX "case_objects_current" ON "case_objects" USING btree ("connector_id","object_key") WHERE "case_objects"."current";--> statement-breakpoint
CREATE UNIQUE INDEX "cases_number" ON "cases" USING btree ("number");--> statement-breakpoint
CREATE INDEX "cases_updated" ON "cases" USING btree ("updated_at","number");--> statement-breakpoint
CREATE INDEX "cases_created" ON "cases" USING btree ("created_at","number");--> statement-breakpoint
CREATE INDEX "cases_severity" ON "cases" USING btree ("severity_rank","number");--> statement-breakpoint
CREATE INDEX "cases_due" ON "cases" USING btree (coalesce("lead_due_at", 'infinity'::timestamptz),"number");--> statement-breakpoint
CREATE INDEX "cases_due_last" ON "cases" USING btree (coalesce("lead_due_at", '-infinity'::timestamptz),"number");--> statement-breakpoint
CREATE INDEX "cases_stage" ON "cases" USING btree ("stage","updated_at","number");--> statement-breakpoint
CREATE INDEX "cases_hidden" ON "cases" USING btree ("id") WHERE "cases"."restricted" or "cases"."subject_member_id" is not null;--> statement-breakpoint
CREATE INDEX "cases_open_updated" ON "cases" USING btree ("updated_at","number") WHERE stage in ('new', 'in_progress', 'on_hold');--> statement-breakpoint
CREATE INDEX "cases_open_severity" ON "cases" USING btree ("severity_rank","number") WHERE stage in ('new', 'in_progress', 'on_hold');--> statement-breakpoint
CREATE INDEX "cases_wake" ON "cases" USING btree ("wake_at") WHERE "cases"."stage" = 'on_hold';--> statement-breakpoint
CREATE INDEX "cases_assignee" ON "cases" USING btree ("assignee_id","updated_at","number");--> statement-breakpoint
CREATE INDEX "cases_open_assignee" ON "cases" USING btree ("assignee_id") WHERE stage in ('new', 'in_progress', 'on_hold');--> statement-breakpoint
CREATE INDEX "cases_category" ON "cases" USING btree ("category","updated_at","number");--> statement-breakpoint
CREATE INDEX "cases_source" ON "cases" USING btree ("source","updated_at","number");--> statement-breakpoint
CREATE INDEX "cases_words" ON "cases" USING gin (to_tsvector('simple', "title"));--> statement-breakpoint
CREATE INDEX "cases_tags" ON "cases" USING gin ("tags");--> statement-breakpoint
CREATE UNIQUE INDEX "connector_secrets_slot" ON "connector_secrets" USING btree ("connector_id","name","slot");--> statement-breakpoint
CREATE UNIQUE INDEX "mappings_active" ON "mappings" USING btree ("connector_id") WHERE "mappings"."active";--> statement-breakpoint
CREATE INDEX "mappings_connector" ON "mappings" USING btree ("connector_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "deliveries_seq" ON "deliveries" USING btree ("seq");--> statement-breakpoint
CREATE INDEX "deliveries_connector" ON "deliveries" USING btree ("connector_id","seq");--> statement-breakpoint
CREATE INDEX "deliveries_outcome" ON "deliveries" USING btree ("outcome","seq");--> statement-breakpoint
CREATE INDEX "deliveries_object" ON "deliveries" USING btree ("connector_id","object_key","seq");--> statement-breakpoint
CREATE INDEX "deliveries_redelivered" ON "deliveries" USING btree ("redelivery_of") WHERE "deliveries"."redelivery_of" is not null;--> statement-breakpoint
CREATE INDEX "deliveries_ended" ON "deliveries" USING btree ("connector_id","ended_object") WHERE "deliveries"."ended_object" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "members_email" ON "members" USING btree (lower("email"));--> statement-breakpoint
CREATE UNIQUE INDEX "allow_list_entry" ON "allow_list" USING btree ("kind","value",coalesce("type", ''));--> statement-breakpoint
CREATE INDEX "case_observables_observable" ON "case_observables" USING btree ("observable_id","case_id");--> statement-breakpoint
CREATE UNIQUE INDEX "observables_value" ON "observables" USING btree ("value_sha256","type");--> statement-breakpoint
CREATE INDEX "observables_seen" ON "observables" USING btree ("last_seen","id");--> statement-breakpoint
CREATE INDEX "effects_created" ON "effects" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "outbox_unsent" ON "outbox" USING btree ("seq") WHERE "outbox"."sent_at" is null and "outbox"."failed" is null;--> statement-breakpoint
CREATE INDEX "outbox_feed" ON "outbox" USING btree ("xid","seq");--> statement-breakpoint
CREATE INDEX "outbox_created" ON "outbox" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "audit_entity" ON "audit" USING btree ("entity","entity_id","seq");--> statement-breakpoint
CREATE INDEX "audit_seq" ON "audit" USING btree ("seq");--> statement-breakpoint
CREATE INDEX "idempotency_keys_created" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "tasks_case" ON "tasks" USING btree ("case_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "runs_seq" ON "runs" USING btree ("seq");--> statement-breakpoint
CREATE UNIQUE INDEX "runs_first" ON "runs" USING btree ("event_id","automation") WHERE "runs"."replay_of" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "runs_engine" ON "runs" USING btree ("engine_run_id");--> statement-breakpoint
CREATE INDEX "runs_event" ON "runs" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "runs_automation" ON "runs" USING btree ("automation","seq");--> statement-breakpoint
CREATE INDEX "runs_case" ON "runs" USING btree ("case_id","seq");--> statement-breakpoint
CREATE INDEX "runs_delivery" ON "runs" USING btree ("delivery_id");--> statement-breakpoint
CREATE INDEX "runs_status" ON "runs" USING btree ("status","seq");--> statement-breakpoint
CREATE INDEX "sessions_member" ON "sessions" USING btree ("member_id");--> statement-breakpoint
CREATE INDEX "sign_in_attempts_updated" ON "sign_in_attempts" USING btree ("updated_at");--> statement-breakpoint
CREATE UNIQUE INDEX "timeline_seq" ON "timeline" USING btree ("seq");--> statement-breakpoint
CREATE INDEX "timeline_case" ON "timeline" USING btree ("case_id","seq");