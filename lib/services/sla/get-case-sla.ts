import type { CaseSlaView } from '../../domain/views/sla.ts';
import { findCase } from '../cases/fetch.ts';
import { timersOf } from '../cases/timers.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { policyBook } from './book.ts';
import { choiceView } from './choice.ts';
import { caseTimerView } from './view.ts';

/** The timers of a case, each with why it is due when it is, and the policy that would be chosen for the case now. */
export async function getCaseSla({ ctx, input }: { ctx: Ctx; input: { key: string } }): Promise<CaseSlaView> {
  authorize(ctx.actor, 'case.read');
  const of = await findCase(ctx.db, ctx, input.key);
  const timers = (await timersOf(ctx.db, [of], ctx.now)).get(of.id) ?? [];
  return {
    timers: timers.map((timer) => caseTimerView(timer, of.stage, ctx.now)),
    choice: choiceView(await policyBook(ctx.db), of, ctx.now),
  };
}
