import { refOf } from '../../domain/actor.ts';
import { keyOf, numberOf } from '../../domain/case.ts';
import type { CaseExport } from '../../domain/views/case-export.ts';
import type { Page } from '../../domain/views/common.ts';
import { listFiles } from '../files/list.ts';
import { type Ctx, transact, writeAudit } from '../kernel/index.ts';
import { getCase } from './get.ts';
import { listCaseEvents } from './list-events.ts';
import { listCaseObservables, listTimeline } from './streams.ts';

/** Of each list at most so many. A case with more is a flood, and its newest entries tell it. */
const MOST = 5_000;
/** What all raw events together may have as JSON. */
const MOST_RAW_CHARACTERS = 32 * 1024 * 1024;

/** Everything of a case that the actor may read. The audit log keeps who took it, and as what. */
export async function exportCase({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; as: 'json' | 'pdf' };
}): Promise<CaseExport> {
  const found = await getCase({ ctx, input });
  const { key } = found;
  const timeline = await everything(
    (query) => listTimeline({ ctx, input: { key, query } }),
    () => true,
  );
  const observables = await everything(
    (query) => listCaseObservables({ ctx, input: { key, query } }),
    () => true,
  );
  let raw = 0;
  const events = await everything(
    (query) => listCaseEvents({ ctx, input: { key, query } }),
    (items) => {
      raw += JSON.stringify(items).length;
      return raw < MOST_RAW_CHARACTERS;
    },
  );
  const files = await everything(
    (query) => listFiles({ ctx, input: { key, query } }),
    () => true,
  );
  await transact(ctx, 'cases.export', (tx) =>
    writeAudit(tx, {
      action: 'case.export',
      entity: 'case',
      entityId: keyOf(numberOf(key)!),
      diff: { as: { from: null, to: input.as } },
    }),
  );
  return {
    format: 'watchfloor-case/1',
    exportedAt: ctx.now.toISOString(),
    exportedBy: refOf(ctx.actor),
    case: found,
    timeline: timeline.items.reverse(),
    observables: observables.items,
    events: events.items.reverse(),
    files: files.items.reverse(),
    complete: [timeline, observables, events, files].every((list) => list.complete),
  };
}

/** All pages of a list, as far as {@link MOST}, or as long as `goOn` agrees after a page. */
async function everything<T>(
  list: (query: { limit: number; cursor?: string }) => Promise<Page<T>>,
  goOn: (items: T[]) => boolean,
): Promise<{ items: T[]; complete: boolean }> {
  const items: T[] = [];
  for (let cursor: string | null | undefined; ; ) {
    const page = await list({ limit: 200, ...(cursor ? { cursor } : {}) });
    items.push(...page.items);
    cursor = page.nextCursor;
    if (!cursor) return { items, complete: true };
    if (!goOn(page.items) || items.length >= MOST) return { items, complete: false };
  }
}
