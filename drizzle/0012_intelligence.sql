CREATE TABLE "ai_days" (
	"day" date PRIMARY KEY NOT NULL,
	"calls" integer NOT NULL,
	"tokens" bigint NOT NULL,
	"paused_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "ai_outputs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"task" text NOT NULL,
	"model" text,
	"prompt_version" integer NOT NULL,
	"input_hash" text NOT NULL,
	"tokens" integer NOT NULL,
	"milliseconds" integer NOT NULL,
	"output" jsonb NOT NULL,
	"reason" text,
	"cached" boolean NOT NULL,
	"flags" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"case_id" uuid,
	"run_id" text,
	"by" jsonb NOT NULL,
	CONSTRAINT "ai_outputs_task" CHECK ("ai_outputs"."task" <> '')
);
--> statement-breakpoint
CREATE TABLE "device_answers" (
	"observable_id" uuid NOT NULL,
	"source" text NOT NULL,
	"state" text NOT NULL,
	"tried_at" timestamp (3) with time zone NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"records" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"raw" jsonb,
	CONSTRAINT "device_answers_observable_id_source_pk" PRIMARY KEY("observable_id","source"),
	CONSTRAINT "device_answers_state_known" CHECK ("device_answers"."state" in ('answered', 'unknown', 'failed', 'limited', 'off')),
	CONSTRAINT "device_answers_source_known" CHECK ("device_answers"."source" in ('sentinelone', 'axonius', 'entra'))
);
--> statement-breakpoint
CREATE TABLE "device_summaries" (
	"observable_id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" text NOT NULL,
	"why" jsonb NOT NULL,
	"sentences" jsonb NOT NULL,
	"facts" jsonb NOT NULL,
	CONSTRAINT "device_summaries_by_known" CHECK ("device_summaries"."by" in ('model', 'rules'))
);
--> statement-breakpoint
CREATE TABLE "health_timers" (
	"vendor" text NOT NULL,
	"vendor_id" text NOT NULL,
	"case_id" uuid NOT NULL,
	"timer_id" uuid NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"stopped_at" timestamp (3) with time zone,
	CONSTRAINT "health_timers_vendor_vendor_id_pk" PRIMARY KEY("vendor","vendor_id")
);
--> statement-breakpoint
CREATE TABLE "alert_details" (
	"vendor" text NOT NULL,
	"vendor_id" text NOT NULL,
	"updated_at" timestamp (3) with time zone,
	"read_at" timestamp (3) with time zone NOT NULL,
	"details" jsonb NOT NULL,
	"commands" jsonb DEFAULT '[]'::jsonb NOT NULL,
	CONSTRAINT "alert_details_vendor_vendor_id_pk" PRIMARY KEY("vendor","vendor_id")
);
--> statement-breakpoint
CREATE TABLE "vendor_sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"vendor" text NOT NULL,
	"run_id" uuid,
	"audience" text NOT NULL,
	"sealed" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"retired_at" timestamp (3) with time zone,
	"next_try_at" timestamp (3) with time zone NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "scout_works" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"category" text NOT NULL,
	"severity" text NOT NULL,
	"run_id" text,
	"output_id" uuid,
	"ended_at" timestamp (3) with time zone NOT NULL,
	"outcome" text NOT NULL,
	"by" text NOT NULL,
	"verdict" text NOT NULL,
	"investigation" jsonb NOT NULL,
	"facts" jsonb NOT NULL,
	"acts" jsonb NOT NULL,
	"refusals" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"summary" text NOT NULL,
	"overturned_at" timestamp (3) with time zone,
	"overturned_by" jsonb,
	"judged" text,
	"person_verdict" text,
	CONSTRAINT "scout_works_outcome_known" CHECK ("scout_works"."outcome" in ('resolved', 'handed_over')),
	CONSTRAINT "scout_works_judged_known" CHECK ("scout_works"."judged" in ('agreed', 'overturned')),
	CONSTRAINT "scout_works_by_known" CHECK ("scout_works"."by" in ('model', 'rules'))
);
--> statement-breakpoint
CREATE TABLE "storm_counters" (
	"connector_id" text NOT NULL,
	"rule" text NOT NULL,
	"window_started_at" timestamp (3) with time zone NOT NULL,
	"opened" integer NOT NULL,
	"storm_id" uuid,
	CONSTRAINT "storm_counters_connector_id_rule_pk" PRIMARY KEY("connector_id","rule")
);
--> statement-breakpoint
CREATE TABLE "storms" (
	"id" uuid PRIMARY KEY NOT NULL,
	"connector_id" text NOT NULL,
	"rule" text NOT NULL,
	"case_id" uuid NOT NULL,
	"began_at" timestamp (3) with time zone NOT NULL,
	"last_event_at" timestamp (3) with time zone NOT NULL,
	"quiet_at" timestamp (3) with time zone NOT NULL,
	"collected" integer NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "ai_outputs" ADD CONSTRAINT "ai_outputs_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_answers" ADD CONSTRAINT "device_answers_observable_id_observables_id_fk" FOREIGN KEY ("observable_id") REFERENCES "public"."observables"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_summaries" ADD CONSTRAINT "device_summaries_observable_id_observables_id_fk" FOREIGN KEY ("observable_id") REFERENCES "public"."observables"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "health_timers" ADD CONSTRAINT "health_timers_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vendor_sessions" ADD CONSTRAINT "vendor_sessions_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scout_works" ADD CONSTRAINT "scout_works_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "storm_counters" ADD CONSTRAINT "storm_counters_storm_id_storms_id_fk" FOREIGN KEY ("storm_id") REFERENCES "public"."storms"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "storms" ADD CONSTRAINT "storms_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ai_outputs_case" ON "ai_outputs" USING btree ("case_id","id") WHERE "ai_outputs"."case_id" is not null;--> statement-breakpoint
CREATE INDEX "ai_outputs_cache" ON "ai_outputs" USING btree ("input_hash","task","prompt_version","model","id") WHERE "ai_outputs"."model" is not null and not "ai_outputs"."cached";--> statement-breakpoint
CREATE INDEX "health_timers_case" ON "health_timers" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "health_timers_running" ON "health_timers" USING btree ("vendor","vendor_id") WHERE "health_timers"."stopped_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "vendor_sessions_in_use" ON "vendor_sessions" USING btree ("vendor","run_id") WHERE "vendor_sessions"."retired_at" is null;--> statement-breakpoint
CREATE INDEX "vendor_sessions_run" ON "vendor_sessions" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "vendor_sessions_due" ON "vendor_sessions" USING btree ("next_try_at");--> statement-breakpoint
CREATE INDEX "scout_works_case" ON "scout_works" USING btree ("case_id","id");--> statement-breakpoint
CREATE INDEX "scout_works_figures" ON "scout_works" USING btree ("ended_at","category","outcome","judged","case_id");--> statement-breakpoint
CREATE INDEX "scout_works_judged" ON "scout_works" USING btree ("judged","id") WHERE "scout_works"."judged" is not null;--> statement-breakpoint
CREATE INDEX "scout_works_outcome" ON "scout_works" USING btree ("outcome","id");--> statement-breakpoint
CREATE INDEX "scout_works_category" ON "scout_works" USING btree ("category","id");--> statement-breakpoint
CREATE INDEX "storm_counters_window" ON "storm_counters" USING btree ("window_started_at");--> statement-breakpoint
CREATE INDEX "storm_counters_storm" ON "storm_counters" USING btree ("storm_id");--> statement-breakpoint
CREATE INDEX "storms_case" ON "storms" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "storms_running" ON "storms" USING btree ("quiet_at") WHERE "storms"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "case_objects_key" ON "case_objects" USING btree ("connector_id","object_key");