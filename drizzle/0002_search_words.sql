-- The words of each case and each comment, for the search: kept here, so that whoever writes a text need not think of it.
CREATE FUNCTION search_text_of_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_texts (id, case_id, words)
  VALUES (NEW.id, NEW.id, setweight(to_tsvector('simple', NEW.title), 'A') || setweight(to_tsvector('simple', NEW.description), 'B'))
  ON CONFLICT (id) DO UPDATE SET words = excluded.words;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER cases_search_insert AFTER INSERT ON cases FOR EACH ROW EXECUTE FUNCTION search_text_of_case();--> statement-breakpoint
CREATE TRIGGER cases_search_update AFTER UPDATE OF title, description ON cases FOR EACH ROW
  WHEN (OLD.title IS DISTINCT FROM NEW.title OR OLD.description IS DISTINCT FROM NEW.description) EXECUTE FUNCTION search_text_of_case();--> statement-breakpoint
CREATE FUNCTION search_text_of_comment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_texts (id, case_id, words)
  VALUES (NEW.id, NEW.case_id, setweight(to_tsvector('simple', coalesce(NEW.detail ->> 'body', '')), 'C'))
  ON CONFLICT (id) DO UPDATE SET words = excluded.words, case_id = excluded.case_id;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER timeline_search_insert AFTER INSERT ON timeline FOR EACH ROW
  WHEN (NEW.kind = 'comment') EXECUTE FUNCTION search_text_of_comment();--> statement-breakpoint
CREATE TRIGGER timeline_search_update AFTER UPDATE OF case_id, detail ON timeline FOR EACH ROW
  WHEN (NEW.kind = 'comment') EXECUTE FUNCTION search_text_of_comment();--> statement-breakpoint
CREATE FUNCTION forget_search_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM search_texts WHERE id = OLD.id;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER timeline_search_delete AFTER DELETE ON timeline FOR EACH ROW
  WHEN (OLD.kind = 'comment') EXECUTE FUNCTION forget_search_text();--> statement-breakpoint
INSERT INTO search_texts (id, case_id, words)
SELECT id, id, setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', description), 'B') FROM cases
ON CONFLICT DO NOTHING;--> statement-breakpoint
INSERT INTO search_texts (id, case_id, words)
SELECT id, case_id, setweight(to_tsvector('simple', coalesce(detail ->> 'body', '')), 'C') FROM timeline WHERE kind = 'comment'
ON CONFLICT DO NOTHING;
