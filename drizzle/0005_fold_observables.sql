-- A device, a registry key and a path of Windows are one however their letters are written: the hash is that of the value in small ASCII letters
-- (`identityOf`). Rows that fall together become the one that was seen first, with what the others held.
CREATE TEMPORARY TABLE folded AS
SELECT id, first_value(id) OVER (PARTITION BY type, small ORDER BY first_seen, id) AS kept, encode(sha256(convert_to(small, 'UTF8')), 'hex') AS hash
FROM (
  SELECT id, type, first_seen, translate(value, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') AS small
  FROM observables WHERE type IN ('device', 'registry_key') OR (type = 'file_path' AND value ~* '^([a-z]:|%|\\\\)')
) written;--> statement-breakpoint
CREATE TEMPORARY TABLE gone AS SELECT id, kept FROM folded WHERE id <> kept;--> statement-breakpoint
CREATE TEMPORARY TABLE touched AS
SELECT DISTINCT case_id FROM case_observables JOIN gone ON gone.id = observable_id;--> statement-breakpoint
INSERT INTO case_observables AS held (case_id, observable_id, role, key, origins, added_by, first_seen)
SELECT DISTINCT ON (case_id, kept) case_id, kept, role, bool_or(key) OVER same, origins, added_by, min(first_seen) OVER same
FROM case_observables JOIN gone ON gone.id = observable_id
WINDOW same AS (PARTITION BY case_id, kept)
ORDER BY case_id, kept, array_position(ARRAY['own', 'implicated', 'victim', 'related'], role), first_seen
ON CONFLICT (case_id, observable_id) DO UPDATE SET
  key = held.key OR excluded.key,
  first_seen = least(held.first_seen, excluded.first_seen),
  role = CASE WHEN array_position(ARRAY['own', 'implicated', 'victim', 'related'], excluded.role)
    < array_position(ARRAY['own', 'implicated', 'victim', 'related'], held.role) THEN excluded.role ELSE held.role END;--> statement-breakpoint
DELETE FROM case_observables USING gone WHERE gone.id = observable_id;--> statement-breakpoint
UPDATE cases SET observable_count = (SELECT count(*) FROM case_observables WHERE case_id = cases.id)
FROM touched WHERE touched.case_id = cases.id;--> statement-breakpoint
UPDATE enrichments SET standing = 'past'
FROM (
  SELECT enrichments.id, row_number() OVER (PARTITION BY kept, source, standing ORDER BY at DESC, enrichments.id) AS place
  FROM enrichments JOIN folded ON folded.id = observable_id WHERE standing <> 'past'
) ranked WHERE ranked.id = enrichments.id AND place > 1;--> statement-breakpoint
UPDATE enrichments SET observable_id = kept FROM gone WHERE gone.id = observable_id;--> statement-breakpoint
UPDATE verdict_overrides SET ended_at = now(), ended_by = '{"kind": "system", "id": "system", "name": "Watchfloor"}'
FROM (
  SELECT verdict_overrides.id, row_number() OVER (PARTITION BY kept ORDER BY at DESC, verdict_overrides.id) AS place
  FROM verdict_overrides JOIN folded ON folded.id = observable_id WHERE ended_at IS NULL
) ranked WHERE ranked.id = verdict_overrides.id AND place > 1;--> statement-breakpoint
UPDATE verdict_overrides SET observable_id = kept FROM gone WHERE gone.id = observable_id;--> statement-breakpoint
UPDATE observables SET first_seen = all_of.first_seen, last_seen = all_of.last_seen, allow_listed = all_of.allow_listed, score = all_of.score,
  verdict = (ARRAY['unknown', 'benign', 'suspicious', 'malicious'])[all_of.verdict]
FROM (
  SELECT kept, min(first_seen) AS first_seen, max(last_seen) AS last_seen, bool_or(allow_listed) AS allow_listed, max(score) AS score,
    max(array_position(ARRAY['unknown', 'benign', 'suspicious', 'malicious'], verdict)) AS verdict
  FROM observables JOIN folded USING (id) GROUP BY kept HAVING count(*) > 1
) all_of WHERE all_of.kept = observables.id;--> statement-breakpoint
-- A merge that is taken back puts the observables back by these ids.
DO $$
DECLARE one record;
BEGIN
  FOR one IN SELECT id::text, kept::text FROM gone LOOP
    UPDATE case_merges SET record = replace(record::text, one.id, one.kept)::jsonb WHERE undone_at IS NULL AND strpos(record::text, one.id) > 0;
  END LOOP;
END $$;--> statement-breakpoint
DELETE FROM observables USING gone WHERE gone.id = observables.id;--> statement-breakpoint
UPDATE observables SET value_sha256 = hash FROM folded WHERE folded.id = observables.id AND value_sha256 <> hash;--> statement-breakpoint
DROP TABLE folded, gone, touched;
