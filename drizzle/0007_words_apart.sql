-- Punctuation parts words: Postgres's own parser takes "srv.corp.local" for one word and "-2026" for a number, and nobody who types a piece of
-- a host name, a CVE or a path would find it. The same is done to what is searched for (lib/domain/search.ts).
CREATE FUNCTION search_words(text text, weight "char") RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT setweight(to_tsvector('simple', regexp_replace(text, '[!-/:-@[-`{-~]+', ' ', 'g')), weight)
$$;--> statement-breakpoint
-- The week in which a case was made, by its id, as a word that nobody can type: the index then finds the newest hits of a common word
-- without fetching all others.
CREATE FUNCTION search_week(case_id uuid) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_to_tsvector(array['#' || (('x' || left(replace(case_id::text, '-', ''), 12))::bit(48)::bigint / 604800000)])
$$;--> statement-breakpoint
CREATE OR REPLACE FUNCTION search_text_of_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_texts (id, case_id, words)
  VALUES (NEW.id, NEW.id, search_words(NEW.title, 'A') || search_words(NEW.description, 'B') || search_week(NEW.id))
  ON CONFLICT (id) DO UPDATE SET words = excluded.words;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE OR REPLACE FUNCTION search_text_of_comment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_texts (id, case_id, words)
  VALUES (NEW.id, NEW.case_id, search_words(coalesce(NEW.detail ->> 'body', ''), 'C') || search_week(NEW.case_id))
  ON CONFLICT (id) DO UPDATE SET words = excluded.words, case_id = excluded.case_id;
  RETURN NULL;
END $$;--> statement-breakpoint
UPDATE search_texts s SET words = search_words(c.title, 'A') || search_words(c.description, 'B') || search_week(c.id)
FROM cases c WHERE c.id = s.id;--> statement-breakpoint
UPDATE search_texts s SET words = search_words(coalesce(t.detail ->> 'body', ''), 'C') || search_week(t.case_id)
FROM timeline t WHERE t.id = s.id;
