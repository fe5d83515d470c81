import { sql } from 'drizzle-orm';
import { cases } from '../../db/schema/index.ts';
import { OPEN_STAGES } from '../../domain/case-state.ts';

/** The WHERE of open cases, with constants and no parameters, so that the partial indexes over open cases fit it. */
export const isOpenCase = sql`${cases.stage} in (${sql.raw(OPEN_STAGES.map((stage) => `'${stage}'`).join(', '))})`;
