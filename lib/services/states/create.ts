import { sql } from 'drizzle-orm';
import { states, stateTransitions } from '../../db/schema/index.ts';
import type { Stage, State } from '../../domain/case-state.ts';
import { slugOf } from '../../domain/slug.ts';
import { StateInput } from '../../domain/state.ts';
import type { StateView } from '../../domain/views/settings.ts';
import { conflict, invalid } from '../errors.ts';
import { authorize, type Ctx, codeOf, diffOf, parse, transact, writeAudit } from '../kernel/index.ts';
import { loadStates } from './load.ts';
import { requireKnown, requireWayOut } from './rules.ts';

/**
 * Adds a state to a stage. Where nothing is said about its moves, it stands beside the last shipped state of its stage: it leads where that
 * one leads, is reached from where that one is reached, and the two lead to each other. Errors: `invalid`, `conflict`.
 */
export async function createState({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<StateView> {
  authorize(ctx.actor, 'settings.write');
  const fields = parse(StateInput, input);
  const id = fields.id ?? slugOf(fields.name, '_');
  if (!/^[a-z]/.test(id))
    throw invalid([{ pointer: '/id', message: 'Write an id that begins with a letter from a to z.' }]);
  try {
    return await transact(ctx, 'states.create', async (tx) => {
      const all = await loadStates(tx.tx);
      const beside = movesBeside(all, fields.stage);
      const next = fields.next ?? beside.next;
      const from = fields.from ?? beside.from;
      requireKnown(all, next, '/next');
      requireKnown(all, from, '/from');
      requireWayOut(fields.stage, next);
      const last = sql<number>`(select coalesce(max(position), 0) + 10 from ${states})`;
      await tx.tx.insert(states).values({
        id,
        name: fields.name,
        stage: fields.stage,
        position: fields.position ?? last,
        updatedAt: tx.now,
      });
      const moves = [...next.map((to) => ({ from: id, to })), ...from.map((state) => ({ from: state, to: id }))];
      await tx.tx.insert(stateTransitions).values(moves).onConflictDoNothing();
      const diff = diffOf({}, { name: fields.name, stage: fields.stage, next, from });
      await writeAudit(tx, { action: 'state.create', entity: 'state', entityId: id, diff });
      return (await loadStates(tx.tx)).find((state) => state.id === id)!;
    });
  } catch (error) {
    if (codeOf(error) === '23505')
      throw conflict(`There is, or was, a state with the id “${id}” or the name “${fields.name}”.`);
    throw error;
  }
}

function movesBeside(all: readonly StateView[], stage: Stage): { next: State[]; from: State[] } {
  const model = all.findLast((state) => state.shipped && state.stage === stage)!;
  const active = (id: State) => all.some((state) => state.id === id && !state.retired);
  return {
    next: [...model.next.filter(active), model.id],
    from: [...all.filter((state) => !state.retired && state.next.includes(model.id)).map(({ id }) => id), model.id],
  };
}
