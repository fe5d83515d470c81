CREATE TABLE "bulk_change_items" (
	"bulk_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	"entries" uuid[] NOT NULL,
	CONSTRAINT "bulk_change_items_bulk_id_case_id_pk" PRIMARY KEY("bulk_id","case_id")
);
--> statement-breakpoint
CREATE TABLE "bulk_changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"undo_until" timestamp (3) with time zone NOT NULL,
	"undone_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "categories" (
	"key" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"position" integer NOT NULL,
	"retired_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "closing_macros" (
	"id" uuid PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"verdict" text NOT NULL,
	"summary" text NOT NULL,
	"created_by" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "comment_revisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"timeline_id" uuid NOT NULL,
	"body" text NOT NULL,
	"replaced_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "presence" (
	"case_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"page" text NOT NULL,
	"editing" text,
	"seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "presence_case_id_member_id_page_pk" PRIMARY KEY("case_id","member_id","page")
);
--> statement-breakpoint
CREATE TABLE "custom_field_definitions" (
	"key" text PRIMARY KEY NOT NULL,
	"label" text NOT NULL,
	"hint" text DEFAULT '' NOT NULL,
	"type" text NOT NULL,
	"options" text[] DEFAULT '{}' NOT NULL,
	"required_at_close" boolean DEFAULT false NOT NULL,
	"position" integer NOT NULL,
	"retired_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "custom_field_definitions_type" CHECK (type in ('text', 'number', 'date', 'select', 'multi_select', 'user', 'url'))
);
--> statement-breakpoint
CREATE TABLE "enrichments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"observable_id" uuid NOT NULL,
	"source" text NOT NULL,
	"state" text NOT NULL,
	"verdict" text,
	"score" real,
	"at" timestamp (3) with time zone NOT NULL,
	"ttl_seconds" integer NOT NULL,
	"standing" text NOT NULL,
	"link" text,
	"facts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"raw" jsonb,
	"recorded_by" jsonb NOT NULL,
	CONSTRAINT "enrichments_state_known" CHECK ("enrichments"."state" in ('answered', 'unknown', 'failed', 'limited')),
	CONSTRAINT "enrichments_standing_known" CHECK ("enrichments"."standing" in ('answer', 'try', 'past')),
	CONSTRAINT "enrichments_score_range" CHECK ("enrichments"."score" is null or "enrichments"."score" between 0 and 10),
	CONSTRAINT "enrichments_answer" CHECK (("enrichments"."state" = 'answered') = ("enrichments"."verdict" is not null))
);
--> statement-breakpoint
CREATE TABLE "verdict_overrides" (
	"id" uuid PRIMARY KEY NOT NULL,
	"observable_id" uuid NOT NULL,
	"verdict" text NOT NULL,
	"reason" text NOT NULL,
	"by" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"ended_by" jsonb,
	CONSTRAINT "verdict_overrides_verdict_known" CHECK ("verdict_overrides"."verdict" in ('unknown', 'benign', 'suspicious', 'malicious'))
);
--> statement-breakpoint
CREATE TABLE "case_milestones" (
	"case_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"nth" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"next_at" timestamp (3) with time zone,
	"work" text,
	"outcome" text,
	"seconds" integer,
	"until" timestamp (3) with time zone,
	"owner_seconds" integer,
	"analyst_seconds" integer,
	"scout_seconds" integer,
	"vendor_seconds" integer,
	"hold_seconds" integer,
	"rule" text,
	"severity" text NOT NULL,
	"category" text NOT NULL,
	"source" text NOT NULL,
	"store" text,
	"state" text NOT NULL,
	"assignee_id" uuid,
	CONSTRAINT "case_milestones_case_id_kind_nth_pk" PRIMARY KEY("case_id","kind","nth"),
	CONSTRAINT "case_milestones_kind_known" CHECK (kind in ('opened', 'acknowledged', 'acknowledge_target', 'contained', 'resolved', 'resolve_target', 'reopened')),
	CONSTRAINT "case_milestones_work_known" CHECK ("case_milestones"."work" in ('people', 'automated'))
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"from" timestamp (3) with time zone NOT NULL,
	"to" timestamp (3) with time zone NOT NULL,
	"zone" text NOT NULL,
	"snapshot" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"name" text NOT NULL,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"sha256" text,
	"malware" boolean DEFAULT false NOT NULL,
	"uploaded_by" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"completed_at" timestamp (3) with time zone,
	"deleted_at" timestamp (3) with time zone,
	"deleted_by" jsonb,
	"deleted_reason" text
);
--> statement-breakpoint
CREATE TABLE "file_chunks" (
	"file_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"data" "bytea" NOT NULL,
	CONSTRAINT "file_chunks_file_id_position_pk" PRIMARY KEY("file_id","position")
);
--> statement-breakpoint
CREATE TABLE "hand_over_items" (
	"hand_over_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"hypothesis" text DEFAULT '' NOT NULL,
	"pending_approvals" text DEFAULT '' NOT NULL,
	"next_step" text DEFAULT '' NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"reason" text,
	"decided_at" timestamp (3) with time zone,
	"watch_added" boolean DEFAULT false NOT NULL,
	CONSTRAINT "hand_over_items_hand_over_id_case_id_pk" PRIMARY KEY("hand_over_id","case_id"),
	CONSTRAINT "hand_over_items_status_known" CHECK ("hand_over_items"."status" in ('pending', 'accepted', 'declined', 'withdrawn', 'lapsed'))
);
--> statement-breakpoint
CREATE TABLE "hand_overs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"from_id" uuid NOT NULL,
	"to_id" uuid NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "hand_overs_status_known" CHECK ("hand_overs"."status" in ('open', 'done', 'withdrawn')),
	CONSTRAINT "hand_overs_between_two" CHECK ("hand_overs"."from_id" <> "hand_overs"."to_id")
);
--> statement-breakpoint
CREATE TABLE "case_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"from_id" uuid NOT NULL,
	"to_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" jsonb NOT NULL,
	CONSTRAINT "case_links_apart" CHECK ("case_links"."from_id" <> "case_links"."to_id"),
	CONSTRAINT "case_links_kind_known" CHECK ("case_links"."kind" in ('related', 'detached'))
);
--> statement-breakpoint
CREATE TABLE "case_merges" (
	"id" uuid PRIMARY KEY NOT NULL,
	"source_id" uuid NOT NULL,
	"into_id" uuid NOT NULL,
	"record" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" jsonb NOT NULL,
	"undone_at" timestamp (3) with time zone,
	"undone_by" jsonb,
	CONSTRAINT "case_merges_apart" CHECK ("case_merges"."source_id" <> "case_merges"."into_id")
);
--> statement-breakpoint
CREATE TABLE "audit_seals" (
	"number" bigint PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"rows" integer NOT NULL,
	"hash" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "runbook_versions" (
	"key" text NOT NULL,
	"version" integer NOT NULL,
	"name" text NOT NULL,
	"category" text,
	"source" text,
	"phases" jsonb NOT NULL,
	"replaced_at" timestamp (3) with time zone NOT NULL,
	"replaced_by" jsonb NOT NULL,
	CONSTRAINT "runbook_versions_key_version_pk" PRIMARY KEY("key","version")
);
--> statement-breakpoint
CREATE TABLE "search_texts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"words" "tsvector" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_timers" (
	"case_id" uuid NOT NULL,
	"timer_id" text NOT NULL,
	"position" integer NOT NULL,
	"metric" text NOT NULL,
	"name" text NOT NULL,
	"policy_version" uuid,
	"calendar_version" uuid,
	"status" text NOT NULL,
	"target_seconds" integer NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone,
	"at_risk_at" timestamp (3) with time zone,
	"paused_since" timestamp (3) with time zone,
	"paused_seconds" integer DEFAULT 0 NOT NULL,
	"over" boolean DEFAULT false NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"completed_at" timestamp (3) with time zone,
	"completed_by" text,
	"breached_at" timestamp (3) with time zone,
	"breach_reason_code" text,
	"breach_reason_text" text,
	"elapsed_seconds" integer,
	"at_risk_told_at" timestamp (3) with time zone,
	"breach_told_at" timestamp (3) with time zone,
	"next_at" timestamp (3) with time zone,
	"severity" text NOT NULL,
	"category" text NOT NULL,
	"source" text NOT NULL,
	"store" text,
	"vip" boolean NOT NULL,
	"assignee_id" uuid,
	CONSTRAINT "case_timers_case_id_timer_id_pk" PRIMARY KEY("case_id","timer_id"),
	CONSTRAINT "case_timers_metric_known" CHECK ("case_timers"."metric" in ('acknowledge', 'resolve', 'custom')),
	CONSTRAINT "case_timers_status_known" CHECK ("case_timers"."status" in ('running', 'paused', 'met', 'breached', 'stopped')),
	CONSTRAINT "case_timers_completed_by" CHECK ("case_timers"."completed_by" in ('person', 'automation'))
);
--> statement-breakpoint
CREATE TABLE "sla_calendars" (
	"id" uuid PRIMARY KEY NOT NULL,
	"calendar_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"name" text NOT NULL,
	"hours" jsonb,
	"effective_from" timestamp (3) with time zone NOT NULL,
	"created_by" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sla_policies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"policy_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"name" text NOT NULL,
	"severity" text NOT NULL,
	"category" text,
	"source" text,
	"vip" boolean,
	"acknowledge_seconds" integer NOT NULL,
	"resolve_seconds" integer NOT NULL,
	"vip_factor" real NOT NULL,
	"at_risk" real NOT NULL,
	"calendar_id" uuid NOT NULL,
	"effective_from" timestamp (3) with time zone NOT NULL,
	"retired_at" timestamp (3) with time zone,
	"created_by" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "state_transitions" (
	"from_state" text NOT NULL,
	"to_state" text NOT NULL,
	CONSTRAINT "state_transitions_from_state_to_state_pk" PRIMARY KEY("from_state","to_state"),
	CONSTRAINT "state_transitions_moves" CHECK ("state_transitions"."from_state" <> "state_transitions"."to_state")
);
--> statement-breakpoint
CREATE TABLE "states" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"stage" text NOT NULL,
	"position" integer NOT NULL,
	"retired_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "states_id_stage" UNIQUE("id","stage"),
	CONSTRAINT "states_stage_known" CHECK (stage in ('new', 'in_progress', 'on_hold', 'resolved', 'closed'))
);
--> statement-breakpoint
CREATE TABLE "stores" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"time_zone" text NOT NULL,
	"networks" text[] DEFAULT '{}' NOT NULL,
	"retired_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_views" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid,
	"name" text NOT NULL,
	"shared" boolean DEFAULT false NOT NULL,
	"query" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "case_views_owned" CHECK ("case_views"."shared" or "case_views"."owner_id" is not null)
);
--> statement-breakpoint
ALTER TABLE "cases" DROP CONSTRAINT "cases_state_of_stage";--> statement-breakpoint
ALTER TABLE "timeline" DROP CONSTRAINT "timeline_kind_known";--> statement-breakpoint
DROP INDEX "cases_words";--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "merged_into_id" uuid;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "runbook_version" integer;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "not_before" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "bulk_id" uuid;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "ip" text;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "user_agent" text;--> statement-breakpoint
ALTER TABLE "runbooks" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "runbooks" ADD COLUMN "retired_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "own" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "action" text;--> statement-breakpoint
-- What a new installation has: cases of the table refer to it from here on.
INSERT INTO "states" ("id", "name", "stage", "position") VALUES
	('new', 'New', 'new', 10), ('triage', 'Triage', 'new', 20), ('in_progress', 'In progress', 'in_progress', 30),
	('on_hold', 'On hold', 'on_hold', 40), ('resolved', 'Resolved', 'resolved', 50), ('closed', 'Closed', 'closed', 60)
ON CONFLICT DO NOTHING;--> statement-breakpoint
INSERT INTO "state_transitions" ("from_state", "to_state") VALUES
	('new', 'triage'), ('new', 'in_progress'), ('new', 'on_hold'), ('new', 'resolved'), ('new', 'closed'),
	('triage', 'in_progress'), ('triage', 'on_hold'), ('triage', 'resolved'), ('triage', 'closed'),
	('in_progress', 'triage'), ('in_progress', 'on_hold'), ('in_progress', 'resolved'), ('in_progress', 'closed'),
	('on_hold', 'triage'), ('on_hold', 'in_progress'), ('on_hold', 'resolved'), ('on_hold', 'closed'),
	('resolved', 'triage'), ('resolved', 'in_progress'), ('resolved', 'closed'),
	('closed', 'triage'), ('closed', 'in_progress')
ON CONFLICT DO NOTHING;--> statement-breakpoint
INSERT INTO "categories" ("key", "name", "position") VALUES
	('Email', 'Email', 10), ('Malware', 'Malware', 20), ('Cloud', 'Cloud', 30), ('Identity & Access', 'Identity & Access', 40),
	('Application', 'Application', 50), ('Data', 'Data', 60), ('Endpoint', 'Endpoint', 70), ('Network', 'Network', 80), ('Other', 'Other', 90)
ON CONFLICT DO NOTHING;--> statement-breakpoint
ALTER TABLE "bulk_change_items" ADD CONSTRAINT "bulk_change_items_bulk_id_bulk_changes_id_fk" FOREIGN KEY ("bulk_id") REFERENCES "public"."bulk_changes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_change_items" ADD CONSTRAINT "bulk_change_items_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_revisions" ADD CONSTRAINT "comment_revisions_timeline_id_timeline_id_fk" FOREIGN KEY ("timeline_id") REFERENCES "public"."timeline"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presence" ADD CONSTRAINT "presence_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presence" ADD CONSTRAINT "presence_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrichments" ADD CONSTRAINT "enrichments_observable_id_observables_id_fk" FOREIGN KEY ("observable_id") REFERENCES "public"."observables"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verdict_overrides" ADD CONSTRAINT "verdict_overrides_observable_id_observables_id_fk" FOREIGN KEY ("observable_id") REFERENCES "public"."observables"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_milestones" ADD CONSTRAINT "case_milestones_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_files" ADD CONSTRAINT "case_files_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_chunks" ADD CONSTRAINT "file_chunks_file_id_case_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."case_files"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hand_over_items" ADD CONSTRAINT "hand_over_items_hand_over_id_hand_overs_id_fk" FOREIGN KEY ("hand_over_id") REFERENCES "public"."hand_overs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hand_over_items" ADD CONSTRAINT "hand_over_items_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hand_overs" ADD CONSTRAINT "hand_overs_from_id_members_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hand_overs" ADD CONSTRAINT "hand_overs_to_id_members_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_links" ADD CONSTRAINT "case_links_from_id_cases_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_links" ADD CONSTRAINT "case_links_to_id_cases_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_merges" ADD CONSTRAINT "case_merges_source_id_cases_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_merges" ADD CONSTRAINT "case_merges_into_id_cases_id_fk" FOREIGN KEY ("into_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runbook_versions" ADD CONSTRAINT "runbook_versions_key_runbooks_key_fk" FOREIGN KEY ("key") REFERENCES "public"."runbooks"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "search_texts" ADD CONSTRAINT "search_texts_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_timers" ADD CONSTRAINT "case_timers_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "state_transitions" ADD CONSTRAINT "state_transitions_from_state_states_id_fk" FOREIGN KEY ("from_state") REFERENCES "public"."states"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "state_transitions" ADD CONSTRAINT "state_transitions_to_state_states_id_fk" FOREIGN KEY ("to_state") REFERENCES "public"."states"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_views" ADD CONSTRAINT "case_views_owner_id_members_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bulk_change_items_case" ON "bulk_change_items" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "bulk_changes_created" ON "bulk_changes" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "categories_name" ON "categories" USING btree (lower("name"));--> statement-breakpoint
CREATE INDEX "comment_revisions_of" ON "comment_revisions" USING btree ("timeline_id","replaced_at");--> statement-breakpoint
CREATE INDEX "presence_seen" ON "presence" USING btree ("seen_at");--> statement-breakpoint
CREATE INDEX "enrichments_history" ON "enrichments" USING btree ("observable_id","at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "enrichments_standing" ON "enrichments" USING btree ("observable_id","source","standing") WHERE "enrichments"."standing" <> 'past';--> statement-breakpoint
CREATE INDEX "verdict_overrides_history" ON "verdict_overrides" USING btree ("observable_id","at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "verdict_overrides_standing" ON "verdict_overrides" USING btree ("observable_id") WHERE "verdict_overrides"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "verdict_overrides_until" ON "verdict_overrides" USING btree ("until") WHERE "verdict_overrides"."ended_at" is null and "verdict_overrides"."until" is not null;--> statement-breakpoint
CREATE INDEX "case_milestones_opened" ON "case_milestones" USING btree ("at","case_id","work","outcome","seconds","next_at","severity","category","source","store","state","assignee_id") WHERE kind = 'opened';--> statement-breakpoint
CREATE INDEX "case_milestones_acknowledged" ON "case_milestones" USING btree ("at","case_id","work","outcome","seconds","next_at","severity","category","source","store","state","assignee_id") WHERE kind = 'acknowledged';--> statement-breakpoint
CREATE INDEX "case_milestones_acknowledge_target" ON "case_milestones" USING btree ("at","case_id","work","outcome","seconds","next_at","severity","category","source","store","state","assignee_id") WHERE kind = 'acknowledge_target';--> statement-breakpoint
CREATE INDEX "case_milestones_contained" ON "case_milestones" USING btree ("at","case_id","work","outcome","seconds","next_at","severity","category","source","store","state","assignee_id") WHERE kind = 'contained';--> statement-breakpoint
CREATE INDEX "case_milestones_resolved" ON "case_milestones" USING btree ("at","case_id","work","outcome","seconds","next_at","severity","category","source","store","state","assignee_id") WHERE kind = 'resolved';--> statement-breakpoint
CREATE INDEX "case_milestones_resolve_target" ON "case_milestones" USING btree ("at","case_id","work","outcome","seconds","next_at","severity","category","source","store","state","assignee_id") WHERE kind = 'resolve_target';--> statement-breakpoint
CREATE INDEX "case_milestones_reopened" ON "case_milestones" USING btree ("at","case_id","work","outcome","seconds","next_at","severity","category","source","store","state","assignee_id") WHERE kind = 'reopened';--> statement-breakpoint
CREATE INDEX "case_milestones_overdue" ON "case_milestones" USING btree (coalesce("until", 'infinity'::timestamptz),"at","case_id") WHERE "case_milestones"."outcome" = 'breached';--> statement-breakpoint
CREATE UNIQUE INDEX "reports_period" ON "reports" USING btree ("kind","from","to");--> statement-breakpoint
CREATE INDEX "reports_newest" ON "reports" USING btree ("from","id");--> statement-breakpoint
CREATE INDEX "case_files_case" ON "case_files" USING btree ("case_id","created_at","id");--> statement-breakpoint
CREATE INDEX "case_files_coming" ON "case_files" USING btree ("created_at") WHERE "case_files"."completed_at" is null;--> statement-breakpoint
CREATE INDEX "hand_over_items_case" ON "hand_over_items" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "hand_overs_from" ON "hand_overs" USING btree ("from_id","id");--> statement-breakpoint
CREATE INDEX "hand_overs_to" ON "hand_overs" USING btree ("to_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "case_links_pair" ON "case_links" USING btree (least("from_id", "to_id"),greatest("from_id", "to_id"));--> statement-breakpoint
CREATE INDEX "case_links_from" ON "case_links" USING btree ("from_id");--> statement-breakpoint
CREATE INDEX "case_links_to" ON "case_links" USING btree ("to_id");--> statement-breakpoint
CREATE UNIQUE INDEX "case_merges_standing" ON "case_merges" USING btree ("source_id") WHERE "case_merges"."undone_at" is null;--> statement-breakpoint
CREATE INDEX "case_merges_into" ON "case_merges" USING btree ("into_id");--> statement-breakpoint
CREATE INDEX "audit_seals_hash" ON "audit_seals" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "search_texts_case" ON "search_texts" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "search_texts_words" ON "search_texts" USING gin ("words");--> statement-breakpoint
CREATE INDEX "case_timers_next" ON "case_timers" USING btree ("next_at","case_id") WHERE "case_timers"."next_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "sla_calendars_version" ON "sla_calendars" USING btree ("calendar_id","version");--> statement-breakpoint
CREATE UNIQUE INDEX "sla_policies_version" ON "sla_policies" USING btree ("policy_id","version");--> statement-breakpoint
CREATE INDEX "state_transitions_to" ON "state_transitions" USING btree ("to_state");--> statement-breakpoint
CREATE UNIQUE INDEX "states_name" ON "states" USING btree (lower("name"));--> statement-breakpoint
CREATE UNIQUE INDEX "stores_key" ON "stores" USING btree ("key");--> statement-breakpoint
CREATE UNIQUE INDEX "stores_name" ON "stores" USING btree (lower("name"));--> statement-breakpoint
CREATE INDEX "stores_order" ON "stores" USING btree (lower("name"),"id");--> statement-breakpoint
CREATE INDEX "case_views_owner" ON "case_views" USING btree ("owner_id");--> statement-breakpoint
CREATE UNIQUE INDEX "case_views_shared_name" ON "case_views" USING btree (lower("name")) WHERE "case_views"."shared";--> statement-breakpoint
CREATE UNIQUE INDEX "case_views_own_name" ON "case_views" USING btree ("owner_id",lower("name")) WHERE not "case_views"."shared";--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_merged_into_id_cases_id_fk" FOREIGN KEY ("merged_into_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_state_of_stage" FOREIGN KEY ("state","stage") REFERENCES "public"."states"("id","stage") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cases_merged" ON "cases" USING btree ("merged_into_id") WHERE "cases"."merged_into_id" is not null;--> statement-breakpoint
CREATE INDEX "cases_open_figures" ON "cases" USING btree ("created_at","id","severity","assignee_id","category","source","store","state","lead_due_at","lead_at_risk_at") WHERE stage in ('new', 'in_progress', 'on_hold');--> statement-breakpoint
CREATE INDEX "cases_open_counts" ON "cases" USING btree ("assignee_id","category","lead_due_at","lead_at_risk_at","subject_member_id","stage") WHERE stage in ('new', 'in_progress', 'on_hold') and not restricted;--> statement-breakpoint
CREATE INDEX "cases_open_restricted" ON "cases" USING btree ("id") WHERE stage in ('new', 'in_progress', 'on_hold') and restricted;--> statement-breakpoint
CREATE INDEX "cases_own_state" ON "cases" USING btree ("state") WHERE state not in ('new', 'triage', 'in_progress', 'on_hold', 'resolved', 'closed');--> statement-breakpoint
CREATE INDEX "cases_store" ON "cases" USING btree ("store","updated_at","number") WHERE "cases"."store" is not null;--> statement-breakpoint
CREATE INDEX "cases_resolved" ON "cases" USING btree ("resolved_at","number") WHERE "cases"."resolved_at" is not null;--> statement-breakpoint
CREATE INDEX "cases_verdict" ON "cases" USING btree ("resolution_verdict","updated_at","number") WHERE "cases"."resolution_verdict" is not null;--> statement-breakpoint
CREATE INDEX "cases_vip" ON "cases" USING btree ("updated_at","number") WHERE "cases"."vip";--> statement-breakpoint
CREATE INDEX "cases_fields" ON "cases" USING gin ("custom_fields" jsonb_path_ops);--> statement-breakpoint
CREATE INDEX "outbox_waiting" ON "outbox" USING btree ("case_id","seq") WHERE "outbox"."sent_at" is null and "outbox"."not_before" is not null;--> statement-breakpoint
CREATE INDEX "outbox_bulk" ON "outbox" USING btree ("bulk_id") WHERE "outbox"."bulk_id" is not null;--> statement-breakpoint
CREATE INDEX "audit_action" ON "audit" USING btree ("action","at","seq");--> statement-breakpoint
CREATE INDEX "audit_actor" ON "audit" USING btree (("actor" ->> 'id'),"at","seq");--> statement-breakpoint
CREATE INDEX "audit_at" ON "audit" USING btree ("at","seq");--> statement-breakpoint
ALTER TABLE "timeline" ADD CONSTRAINT "timeline_kind_known" CHECK (kind in ('created', 'updated', 'state', 'severity', 'assigned', 'acknowledged', 'comment', 'observables', 'event', 'link', 'phase', 'task', 'people', 'hand_over', 'action', 'summary', 'stopped', 'verdict', 'merged', 'file', 'sla', 'timer'));