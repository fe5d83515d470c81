import { and, inArray } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { runs } from '../../db/schema/index.ts';
import { AUTOMATIONS, type AutomationId } from '../../domain/automations.ts';
import { INTEL, INTEL_VENDORS } from '../../domain/intel/vendors.ts';
import { familyOf } from '../cases/family.ts';
import { findCase } from '../cases/fetch.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { whyNotScouts } from './held.ts';

/** Those that find what Scout decides by: while one of them has a case to look at, nobody knows all of it. */
const LOOKERS = [
  'case-created',
  'enrich-observables',
  'enrich-endpoint',
  ...INTEL_VENDORS.map((vendor) => INTEL[vendor].automation),
] satisfies readonly AutomationId[];

/** Titles of the automations that still look at a case, or are about to. */
export async function lookersUnderWay(db: Db | Tx, caseId: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ automation: runs.automation })
    .from(runs)
    .where(
      and(
        inArray(runs.caseId, await familyOf(db, caseId)),
        inArray(runs.automation, [...LOOKERS]),
        inArray(runs.status, ['queued', 'running', 'waiting']),
      ),
    );
  const active = new Set(rows.map(({ automation }) => automation));
  return LOOKERS.filter((id) => active.has(id)).map((id) => AUTOMATIONS[id].title);
}

/** The same for who waits for them, with why the wait is over before that: the case is Scout's no more. Errors: `not_found`. */
export async function readUnderWay({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string };
}): Promise<{ underWay: string[]; taken: string | null }> {
  authorize(ctx.actor, 'case.read');
  const of = await findCase(ctx.db, ctx, input.key);
  return { underWay: await lookersUnderWay(ctx.db, of.id), taken: await whyNotScouts(ctx.db, of) };
}
