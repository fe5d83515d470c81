import { index, pgTable, uuid } from 'drizzle-orm/pg-core';
import { cases } from './cases.ts';
import { tsvector } from './columns.ts';

/**
 * The words that a search finds: a row for each case (its title, and its description) and for each comment. Triggers keep it, whoever
 * writes. Apart from the cases, because a search reads tens of thousands of these rows, and they are narrow.
 */
export const searchTexts = pgTable(
  'search_texts',
  {
    /** The id of the case, or of the comment's timeline entry. */
    id: uuid('id').primaryKey(),
    /** Ids rise with time, so the newest cases' words are the last by it. */
    caseId: uuid('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'cascade' }),
    words: tsvector('words').notNull(),
  },
  (t) => [index('search_texts_case').on(t.caseId), index('search_texts_words').using('gin', t.words)],
);
