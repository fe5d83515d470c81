import type { Case, Member } from '../../db/schema/index.ts';
import { together } from '../../db/transaction.ts';
import { type CaseInput, CaseInput as CaseInputSchema } from '../../domain/case.ts';
import type { CaseView } from '../../domain/views/case.ts';
import type { MemberRef } from '../../domain/views/common.ts';
import { conflict, invalid } from '../errors.ts';
import { flagOpening, tellOpeningOrders } from '../injections/at-opening.ts';
import {
  authorize,
  type Ctx,
  codeOf,
  newBatch,
  parse,
  remembered,
  type TxCtx,
  transact,
  writeRows,
} from '../kernel/index.ts';
import { tellOfVip } from '../notices/about-cases.ts';
import { type Ready, readyObservables, writeLinks } from '../observables/link.ts';
import { policyBook } from '../sla/book.ts';
import { addFirstRows, firstTimers } from './first-rows.ts';
import { insertRow, newRow } from './new-row.ts';
import { findOwner } from './owner.ts';
import { settleFields } from './settle-fields.ts';
import { isUnusual, settleUnusual } from './settle-opened.ts';
import { startRunbook } from './start-runbook.ts';
import { aboutOf, type CaseOrigin, tellOpened, tellOwner, tellSeverity } from './tell-opened.ts';
import { caseView, type KnownOfCase, openedView } from './view.ts';

export type { CaseOrigin, VendorObject } from './tell-opened.ts';

export interface OpenInput {
  fields: CaseInput;
  origin?: CaseOrigin | undefined;
}

/** A case that was just opened, and what its page shows beside its row; null where that is still to be read. */
export interface Opened {
  row: Case;
  known: KnownOfCase | null;
}

/**
 * Opens a case with its observables, tasks and first event in one transaction. The SLA clock starts at the first delivery's receipt,
 * else now. Throws `conflict` when another case already stands for the same vendor object.
 */
export async function openCase({ ctx, input }: { ctx: Ctx; input: OpenInput }): Promise<CaseView> {
  authorize(ctx.actor, 'case.create');
  const fields = parse(CaseInputSchema, input.fields);
  if (fields.restricted) authorize(ctx.actor, 'case.restrict');
  const open = async (tx: TxCtx) => {
    const { row, known } = await insertCase(tx, fields, input.origin);
    return known ? openedView(tx, row, known) : caseView(tx.tx, tx, row);
  };
  try {
    return await transact(ctx, 'cases.open', open, { inOneGo: true });
  } catch (error) {
    if (codeOf(error) === '23505' && input.origin)
      throw conflict(`Another case already stands for ${input.origin.object.objectKey}.`);
    throw error;
  }
}

/**
 * The opening itself, for a verb that has parsed the fields and holds the vendor's object. What a case begins with follows from its fields, so
 * it is written once and none of it is read again; only where others have a say in it (`isUnusual`) does the rest follow step by step.
 */
export async function insertCase(
  ctx: TxCtx,
  given: ReturnType<typeof CaseInputSchema.parse>,
  origin?: CaseOrigin,
): Promise<Opened> {
  const settled = await settleFields(ctx, given, null);
  const owner = settled.assignee ? await findOwner(ctx, settled.assignee) : null;
  const { ready: reported } = await readyObservables(ctx, origin?.observables ?? []);
  const named = await readyGiven(ctx, settled.observables ?? []);
  const brought = [...reported, ...named];
  const { fields, orders } = flagOpening(ctx, settled, { event: origin?.event, observables: brought });
  const fresh = newRow(ctx, fields, { owner, event: origin?.event, observables: brought });
  const runbook = await startRunbook(ctx, { ...fresh, runbook: fields.runbook });
  const timers = firstTimers(fresh, await remembered(ctx, 'policies', policyBook), ctx.now);
  const lead = timers.find((timer) => timer.lead);
  const whole = {
    ...fresh,
    ...{ runbook: runbook.key, runbookVersion: runbook.version, phase: runbook.phase },
    ...{ leadDueAt: lead?.dueAt ?? null, leadAtRiskAt: lead?.atRiskAt ?? null },
  };
  const [number, links] = await together(ctx.tx, () =>
    Promise.all([insertRow(ctx.tx, whole), linkBoth(ctx, whole.id, reported, named)]),
  );
  const opened: Case = { ...whole, number };

  const tasks = runbook.tasksOf(opened.id);
  const batch = ctx.batch ?? newBatch();
  const kept: TxCtx = { ...ctx, batch };
  batch.tasks.push(...tasks);
  await tellOpened(kept, opened, origin, links);
  const stored = links.flatMap(({ added }) => added);
  await tellOpeningOrders(kept, opened, orders, stored);
  const about = aboutOf(opened, origin);
  if (await isUnusual(ctx, opened, brought, owner)) {
    await writeRows(ctx.tx, batch);
    return { row: await settleUnusual(ctx, opened, brought, owner, about), known: null };
  }
  await tellSeverity(kept, opened, about);
  if (owner) await tellOwner(kept, opened, owner, about);
  await tellOfVip(kept, opened);
  addFirstRows(batch, opened, timers, owner);
  // Of these the page says more than what is in hand here.
  const more = owner?.kind === 'ai' || orders.length > 0 || links.some(({ malicious }) => malicious);
  if (more || !ctx.batch) await writeRows(ctx.tx, batch);
  if (more) return { row: opened, known: null };
  return { row: opened, known: { tasks, timers, runbook: runbook.picked ?? undefined, owner: owner && refTo(owner) } };
}

const refTo = ({ id, name, kind }: Member): MemberRef => ({ id, name, kind });

/** Those that the vendor reported come first: what the caller named may strengthen them. */
async function linkBoth(ctx: TxCtx, caseId: string, reported: Ready[], named: Ready[]) {
  const links = [];
  for (const ready of [reported, named]) if (ready.length > 0) links.push(await writeLinks(ctx, caseId, ready));
  return links;
}

/** What the caller named is what the case must have: one that is not of its type refuses the whole. */
async function readyGiven(ctx: TxCtx, given: NonNullable<CaseInput['observables']>): Promise<Ready[]> {
  const candidates = given.map((item) => ({ ...item, origins: [{ path: 'manual' }] }));
  const { ready, rejected } = await readyObservables(ctx, candidates);
  if (rejected.length === 0) return ready;
  throw invalid(
    rejected.map(({ value, reason }) => ({
      pointer: `/observables/${given.findIndex((item) => item.value.trim() === value.trim())}/value`,
      message: reason,
    })),
  );
}
