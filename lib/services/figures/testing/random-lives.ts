import { eq } from 'drizzle-orm';
import { randomOf } from '#e2e/support/random.ts';
import { type Case, cases } from '../../../db/schema/index.ts';
import type { Actor } from '../../../domain/actor.ts';
import { numberOf } from '../../../domain/case.ts';
import { isOpen } from '../../../domain/case-state.ts';
import { SEVERITIES } from '../../../domain/severity.ts';
import { assignCase } from '../../cases/assign.ts';
import { bulkChange } from '../../cases/bulk.ts';
import { undoBulk } from '../../cases/bulk-undo.ts';
import { commentOnCase } from '../../cases/comment.ts';
import { mergeCase } from '../../cases/merge.ts';
import { openCase } from '../../cases/open.ts';
import { refreshTimers } from '../../cases/timers.ts';
import { transitionCase } from '../../cases/transition.ts';
import { unmergeCase } from '../../cases/unmerge.ts';
import { updateCase } from '../../cases/update.ts';
import { ServiceError } from '../../errors.ts';
import type { Ctx } from '../../kernel/index.ts';
import { after, as, automation, ctxOf, type Floor } from '../../testing/fixtures.ts';

const HOUR = 3600;
const DAYS = 12;
/** When all lives have been lived, in seconds. */
export const END = DAYS * 24 * HOUR;

/** Fills a floor with cases that live at random, by the verbs alone; some restricted, some about a member. */
export async function liveAtRandom(floor: Floor, count: number, seed: number): Promise<void> {
  const random = randomOf(seed);
  const { analyst, lead, colleague, viewer } = floor.people;
  const owners = [analyst.id, floor.scout.id, null];

  /** When each case was last acted on. */
  const lastActs = new Map<string, number>();
  for (let index = 0; index < count; index++) await live();
  for (let index = 0; index < count / 3; index++) await mergeSome();
  for (let index = 0; index < count / 6; index++) await changeMany();
  const all = await floor.db.select({ id: cases.id }).from(cases);
  // What the clock does for those that nobody touches.
  const ids = all.map(({ id }) => id);
  await floor.db.transaction((tx) => refreshTimers({ ...ctxOf(floor.db, automation(), after(END)), tx }, ids));

  async function live(): Promise<void> {
    let at = random.below(END / 3);
    const ctx = (who: Actor): Ctx => ctxOf(floor.db, who, after(at));
    const fields = {
      title: 'A case',
      severity: random.pick(SEVERITIES),
      category: random.pick(['Cloud', 'Email, or mail']),
      source: random.pick(['wiz', 'manual']),
      store: random.pick([null, 'store-1', 'store-2']),
      restricted: random.below(4) === 0,
      assignee: random.pick([null, null, floor.scout.id, analyst.id]),
    };
    const { key } = await openCase({ ctx: ctx(as(lead)), input: { fields } });
    if (random.below(5) === 0) {
      const subjectMemberId = random.pick([colleague.id, lead.id, viewer.id]);
      const { id } = await rowOf(key);
      await floor.db
        .update(cases)
        .set({ subjectMemberId, watchers: [viewer.id] })
        .where(eq(cases.id, id));
    }
    for (let acts = random.below(7); acts > 0; acts--) {
      at = Math.min(END, at + random.below(random.below(2) === 0 ? HOUR : 40 * HOUR));
      const { restricted, subjectMemberId } = await rowOf(key);
      const who = random.pick(restricted ? [as(lead), automation()] : [as(analyst), as(lead), automation()]);
      if (who.kind !== 'user' || subjectMemberId !== who.id) await act(key, ctx(who));
    }
    lastActs.set(key, at);
  }

  /** A moment after all that was done to these cases. */
  function next(keys: string[]): Date {
    const at = Math.min(END - 60, Math.max(...keys.map((key) => lastActs.get(key)!)) + random.below(8 * HOUR));
    for (const key of keys) lastActs.set(key, at + 30);
    return after(at);
  }

  /** One case becomes part of another; one in three times that is taken back, and either way the survivor lives on. */
  async function mergeSome(): Promise<void> {
    const [key, into] = [random.pick([...lastActs.keys()]), random.pick([...lastActs.keys()])];
    const pair = [key, into];
    const done = await unlessRefused(() =>
      mergeCase({ ctx: ctxOf(floor.db, as(lead), next(pair)), input: { key, into } }),
    );
    if (!done) return;
    if (random.below(2) === 0) await unlessRefused(() => act(into, ctxOf(floor.db, as(lead), next(pair))));
    if (random.below(3) === 0)
      await unlessRefused(() => unmergeCase({ ctx: ctxOf(floor.db, as(lead), next(pair)), input: { key } }));
    await unlessRefused(() => act(into, ctxOf(floor.db, as(lead), next(pair))));
  }

  /** A change of many cases; every other time it is taken back. */
  async function changeMany(): Promise<void> {
    const keys = [...new Set([1, 2, 3, 4].map(() => random.pick([...lastActs.keys()])))];
    const change = random.pick([
      { severity: random.pick(SEVERITIES) },
      { assignee: random.pick([analyst.email, null]) },
      { state: 'resolved', verdict: 'false_positive', summary: 'Many at once.' },
    ]);
    const at = next(keys);
    const { undoToken } = await bulkChange({ ctx: ctxOf(floor.db, as(lead), at), input: { keys, change } });
    if (!undoToken || random.below(2) === 0) return;
    const soon = new Date(at.getTime() + 5000);
    await undoBulk({ ctx: ctxOf(floor.db, as(lead), soon), input: { token: undoToken } });
  }

  /** What makes no sense for cases at random is refused, and nothing has happened. */
  async function unlessRefused(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (error instanceof ServiceError) return false;
      throw error;
    }
  }

  async function act(key: string, ctx: Ctx): Promise<void> {
    const { stage } = await rowOf(key);
    switch (random.below(6)) {
      case 0:
        await commentOnCase({ ctx, input: { key, body: 'Seen.' } });
        break;
      case 1:
        await assignCase({ ctx, input: { key, assignee: random.pick(owners) } });
        break;
      case 2:
        await updateCase({ ctx, input: { key, patch: { severity: random.pick(SEVERITIES), store: 'store-2' } } });
        break;
      default: {
        const verdict = random.pick(['true_positive', 'false_positive'] as const);
        const holds = stage !== 'on_hold' && random.below(4) === 0;
        const to = !isOpen(stage)
          ? ({ state: 'triage' } as const)
          : holds
            ? ({ state: 'on_hold', reason: 'Waits.', wakeAt: new Date(ctx.now.getTime() + 24 * HOUR * 1000) } as const)
            : ({ state: 'resolved', verdict, summary: 'Done.' } as const);
        await transitionCase({ ctx, input: { key, to } });
      }
    }
  }

  async function rowOf(key: string): Promise<Case> {
    const [row] = await floor.db
      .select()
      .from(cases)
      .where(eq(cases.number, numberOf(key)!));
    return row!;
  }
}
