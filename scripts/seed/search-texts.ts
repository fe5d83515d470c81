/**
 * The words of cases (their ids as `$1`) and of their comments, as the triggers write them: where cases are loaded without triggers.
 */
export const WORDS_OF_CASES = `
  insert into search_texts (id, case_id, words)
  select id, id, setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', description), 'B')
  from cases where id = any($1::uuid[]) order by id
  on conflict do nothing`;

export const WORDS_OF_COMMENTS = `
  insert into search_texts (id, case_id, words)
  select id, case_id, setweight(to_tsvector('simple', coalesce(detail ->> 'body', '')), 'C')
  from timeline where case_id = any($1::uuid[]) and kind = 'comment' order by id
  on conflict do nothing`;
