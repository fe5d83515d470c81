DROP INDEX "access_requests_expiry";--> statement-breakpoint
DROP INDEX "access_requests_one_right";--> statement-breakpoint
ALTER TABLE "access_requests" ADD COLUMN "returned_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "access_requests" ADD COLUMN "contact_at_grant" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "access_requests" ADD COLUMN "contact_at_end" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "owner_id" uuid;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_owner_id_members_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "access_requests_returned" ON "access_requests" USING btree ("returned_at") WHERE "access_requests"."returned_at" is not null;--> statement-breakpoint
CREATE INDEX "access_requests_expiry" ON "access_requests" USING btree ("expires_at") WHERE "access_requests"."expires_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "access_requests_one_right" ON "access_requests" USING btree ("device_id") WHERE "access_requests"."state" in ('approved', 'granted', 'revoking') or "access_requests"."returned_at" is not null;--> statement-breakpoint
UPDATE "access_requests" SET "expires_at" = now() + interval '30 minutes' WHERE "state" = 'approved' AND "asked_at" IS NULL;
