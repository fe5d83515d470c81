/**
 * The words of cases (their ids as `$1`) and of their comments, as the triggers write them: where cases are loaded without triggers.
 */
export const WORDS_OF_CASES = `
  insert into search_texts (id, case_id, words)
  select id, id, search_words(title, 'A') || search_words(description, 'B') || search_week(id)
  from cases where id = any($1::uuid[]) order by id
  on conflict do nothing`;

export const WORDS_OF_COMMENTS = `
  insert into search_texts (id, case_id, words)
  select id, case_id, search_words(coalesce(detail ->> 'body', ''), 'C') || search_week(case_id)
  from timeline where case_id = any($1::uuid[]) and kind = 'comment' order by id
  on conflict do nothing`;
