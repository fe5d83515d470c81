import { eq } from 'drizzle-orm';
import { randomOf } from '#e2e/support/random.ts';
import { type Case, cases } from '../../../db/schema/index.ts';
import type { Actor } from '../../../domain/actor.ts';
import { numberOf } from '../../../domain/case.ts';
import { isOpen } from '../../../domain/case-state.ts';
import { SEVERITIES } from '../../../domain/severity.ts';
import { assignCase } from '../../cases/assign.ts';
import { commentOnCase } from '../../cases/comment.ts';
import { openCase } from '../../cases/open.ts';
import { refreshTimers } from '../../cases/timers.ts';
import { transitionCase } from '../../cases/transition.ts';
import { updateCase } from '../../cases/update.ts';
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

  for (let index = 0; index < count; index++) await live();
  const all = await floor.db.select({ id: cases.id }).from(cases);
  // What the clock does for those that nobody touches.
  const ids = all.map(({ id }) => id);
  await floor.db.transaction((tx) => refreshTimers({ ...ctxOf(floor.db, automation(), after(END)), tx }, ids));

  async function live(): Promise<void> {
    let at = random.below(END / 2);
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
            ? ({ state: 'on_hold', reason: 'Waits.' } as const)
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
