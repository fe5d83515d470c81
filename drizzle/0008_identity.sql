CREATE TABLE "access_messages" (
	"request_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"tried_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"channel" text,
	"ts" text,
	CONSTRAINT "access_messages_request_id_kind_pk" PRIMARY KEY("request_id","kind")
);
--> statement-breakpoint
CREATE TABLE "access_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"state" text DEFAULT 'requested' NOT NULL,
	"step" text,
	"source" text NOT NULL,
	"requester_id" text,
	"requester_name" text NOT NULL,
	"requester_email" text,
	"requester_slack_id" text,
	"asked_for" text DEFAULT '' NOT NULL,
	"beneficiary_id" uuid,
	"beneficiary_name" text,
	"beneficiary_email" text,
	"beneficiary_slack_id" text,
	"consented_at" timestamp (3) with time zone,
	"reason" text,
	"minutes" integer NOT NULL,
	"choices" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"device_id" text,
	"device_name" text,
	"device_serial" text,
	"store_key" text,
	"store_name" text,
	"store_by" text,
	"checked_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone,
	"escalate_at" timestamp (3) with time zone,
	"decided_by" jsonb,
	"decided_at" timestamp (3) with time zone,
	"decision_note" text,
	"group_id" text,
	"asked_at" timestamp (3) with time zone,
	"granted_at" timestamp (3) with time zone,
	"ends_at" timestamp (3) with time zone,
	"next_try_at" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"problem" text,
	"revoked_at" timestamp (3) with time zone,
	"note" text,
	"grant_failed" boolean DEFAULT false NOT NULL,
	"late_at" timestamp (3) with time zone,
	"late_case_id" uuid,
	"last_contact_at" timestamp (3) with time zone,
	"device_gone" boolean DEFAULT false NOT NULL,
	"watch_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "access_requests_state_known" CHECK ("access_requests"."state" in ('requested', 'approved', 'granted', 'revoking', 'revoked', 'denied', 'expired', 'cancelled', 'failed')),
	CONSTRAINT "access_requests_step_known" CHECK ("access_requests"."step" in ('person', 'consent', 'reason', 'macs', 'mac', 'approval')),
	CONSTRAINT "access_requests_step_while_requested" CHECK (("access_requests"."state" = 'requested') = ("access_requests"."step" is not null)),
	CONSTRAINT "access_requests_minutes" CHECK ("access_requests"."minutes" between 5 and 480)
);
--> statement-breakpoint
CREATE TABLE "vendor_logs" (
	"connector_id" text PRIMARY KEY NOT NULL,
	"selection" text NOT NULL,
	"cursor" text,
	"since" timestamp (3) with time zone NOT NULL,
	"read_at" timestamp (3) with time zone,
	"caught_at" timestamp (3) with time zone,
	"problem" text
);
--> statement-breakpoint
CREATE TABLE "enrichment_budgets" (
	"source" text NOT NULL,
	"day" date NOT NULL,
	"used" integer NOT NULL,
	"paused_until" timestamp (3) with time zone,
	CONSTRAINT "enrichment_budgets_source_day_pk" PRIMARY KEY("source","day")
);
--> statement-breakpoint
CREATE TABLE "enrichment_leases" (
	"observable_id" uuid NOT NULL,
	"source" text NOT NULL,
	"holder" text NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "enrichment_leases_observable_id_source_pk" PRIMARY KEY("observable_id","source")
);
--> statement-breakpoint
CREATE TABLE "notice_preferences" (
	"member_id" uuid PRIMARY KEY NOT NULL,
	"channels" jsonb NOT NULL,
	"quiet_hours" jsonb,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notice_recipients" (
	"id" uuid PRIMARY KEY NOT NULL,
	"notice_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"cause" text NOT NULL,
	"read_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "notice_sends" (
	"notice_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"target" text NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 1 NOT NULL,
	"result" text DEFAULT '' NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "notice_sends_notice_id_channel_target_pk" PRIMARY KEY("notice_id","channel","target"),
	CONSTRAINT "notice_sends_state_known" CHECK ("notice_sends"."state" in ('sending', 'sent', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"cause" text NOT NULL,
	"case_id" uuid,
	"severity" text NOT NULL,
	"title" text NOT NULL,
	"body" text DEFAULT '' NOT NULL,
	"link" text,
	"urgent" boolean DEFAULT false NOT NULL,
	"paged" boolean DEFAULT false NOT NULL,
	"slack_channels" text[] DEFAULT '{}' NOT NULL,
	"teams" boolean DEFAULT false NOT NULL,
	"actor" jsonb NOT NULL,
	"bulk_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stakeholders" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"categories" text[] DEFAULT '{}' NOT NULL,
	"stores" text[] DEFAULT '{}' NOT NULL,
	"vip_only" boolean DEFAULT false NOT NULL,
	"member_ids" uuid[] DEFAULT '{}' NOT NULL,
	"groups" text[] DEFAULT '{}' NOT NULL,
	"slack_channel" text,
	"teams" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "api_keys" DROP CONSTRAINT "api_keys_role";--> statement-breakpoint
ALTER TABLE "members" DROP CONSTRAINT "members_role";--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "vip_unknown" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "connectors" ADD COLUMN "hook_verified_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "batch_id" uuid;--> statement-breakpoint
ALTER TABLE "access_messages" ADD CONSTRAINT "access_messages_request_id_access_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."access_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_requests" ADD CONSTRAINT "access_requests_beneficiary_id_members_id_fk" FOREIGN KEY ("beneficiary_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_requests" ADD CONSTRAINT "access_requests_late_case_id_cases_id_fk" FOREIGN KEY ("late_case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vendor_logs" ADD CONSTRAINT "vendor_logs_connector_id_connectors_id_fk" FOREIGN KEY ("connector_id") REFERENCES "public"."connectors"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrichment_leases" ADD CONSTRAINT "enrichment_leases_observable_id_observables_id_fk" FOREIGN KEY ("observable_id") REFERENCES "public"."observables"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_preferences" ADD CONSTRAINT "notice_preferences_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_recipients" ADD CONSTRAINT "notice_recipients_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_recipients" ADD CONSTRAINT "notice_recipients_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_sends" ADD CONSTRAINT "notice_sends_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "access_requests_state" ON "access_requests" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "access_requests_requester" ON "access_requests" USING btree ("requester_id","id");--> statement-breakpoint
CREATE INDEX "access_requests_beneficiary" ON "access_requests" USING btree ("beneficiary_email","id");--> statement-breakpoint
CREATE INDEX "access_requests_device" ON "access_requests" USING btree ("device_id","id");--> statement-breakpoint
CREATE INDEX "access_requests_store" ON "access_requests" USING btree ("store_key","id");--> statement-breakpoint
CREATE INDEX "access_requests_expiry" ON "access_requests" USING btree ("expires_at") WHERE "access_requests"."state" = 'requested';--> statement-breakpoint
CREATE INDEX "access_requests_escalation" ON "access_requests" USING btree ("escalate_at") WHERE "access_requests"."state" = 'requested';--> statement-breakpoint
CREATE INDEX "access_requests_try" ON "access_requests" USING btree ("next_try_at") WHERE "access_requests"."next_try_at" is not null;--> statement-breakpoint
CREATE INDEX "access_requests_end" ON "access_requests" USING btree ("ends_at") WHERE "access_requests"."state" in ('approved', 'granted', 'revoking') and "access_requests"."late_at" is null;--> statement-breakpoint
CREATE INDEX "access_requests_watch" ON "access_requests" USING btree ("watch_at") WHERE "access_requests"."watch_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "access_requests_one_live" ON "access_requests" USING btree ("beneficiary_email") WHERE "access_requests"."state" in ('requested', 'approved', 'granted', 'revoking');--> statement-breakpoint
CREATE UNIQUE INDEX "access_requests_one_right" ON "access_requests" USING btree ("device_id") WHERE "access_requests"."state" in ('approved', 'granted', 'revoking');--> statement-breakpoint
CREATE UNIQUE INDEX "notice_recipients_once" ON "notice_recipients" USING btree ("member_id","cause");--> statement-breakpoint
CREATE INDEX "notice_recipients_notice" ON "notice_recipients" USING btree ("notice_id");--> statement-breakpoint
CREATE INDEX "notice_recipients_of" ON "notice_recipients" USING btree ("member_id","id");--> statement-breakpoint
CREATE INDEX "notice_recipients_unread" ON "notice_recipients" USING btree ("member_id","id") WHERE "notice_recipients"."read_at" is null;--> statement-breakpoint
CREATE INDEX "notices_cause" ON "notices" USING btree ("cause");--> statement-breakpoint
CREATE INDEX "notices_case" ON "notices" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "notices_created" ON "notices" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "notices_bulk" ON "notices" USING btree ("bulk_id") WHERE "notices"."bulk_id" is not null;--> statement-breakpoint
CREATE INDEX "deliveries_batch" ON "deliveries" USING btree ("batch_id","seq") WHERE "deliveries"."batch_id" is not null;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_role" CHECK ("api_keys"."role" in ('admin', 'lead', 'analyst', 'viewer', 'approver', 'requester'));--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_role" CHECK ("members"."role" in ('admin', 'lead', 'analyst', 'viewer', 'approver', 'requester'));