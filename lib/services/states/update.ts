import { and, eq, notInArray, sql } from 'drizzle-orm';
import { cases, states, stateTransitions } from '../../db/schema/index.ts';
import { STATES, type State } from '../../domain/case-state.ts';
import { StatePatch } from '../../domain/state.ts';
import type { StateView } from '../../domain/views/settings.ts';
import { conflict, invalid, notFound } from '../errors.ts';
import {
  authorize,
  type Ctx,
  codeOf,
  countUpTo,
  diffOf,
  parse,
  type TxCtx,
  transact,
  writeAudit,
} from '../kernel/index.ts';
import { loadStates } from './load.ts';
import { requireKnown, requireWayOut } from './rules.ts';

/**
 * Renames a state, moves it in the list, says where it leads, or retires it. Errors: `not_found`, `invalid`; `conflict` where the name is
 * another's, the state ships, a case is in it, or cases would be stuck.
 */
export async function updateState({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string; patch: unknown };
}): Promise<StateView> {
  authorize(ctx.actor, 'settings.write');
  const { retired, next, ...patch } = parse(StatePatch, input.patch);
  try {
    return await transact(ctx, 'states.update', async (tx) => {
      // All of them, in one order: two edits of the table at once must not leave a state without a way out. This lock holds up no case.
      const rows = await tx.tx.select().from(states).orderBy(states.id).for('no key update');
      const row = rows.find(({ id }) => id === input.id);
      if (!row) throw notFound('The state');
      const all = await loadStates(tx.tx);
      const before = all.find(({ id }) => id === row.id)!;
      if (next) {
        if (next.includes(row.id)) throw invalid([{ pointer: '/next', message: 'A state does not lead to itself.' }]);
        requireKnown(
          all,
          next.filter((id) => !before.next.includes(id)),
          '/next',
        );
        requireWayOut(row.stage, next);
      }
      if (retired && !before.retired) await requireUnused(tx, all, before);
      const diff = diffOf(
        { ...before, next: [...before.next].sort() },
        { ...patch, retired, next: next && [...next].sort() },
      );
      if (Object.keys(diff).length === 0) return before;
      await tx.tx
        .update(states)
        .set({
          ...patch,
          ...(retired === undefined ? {} : { retiredAt: retired ? (row.retiredAt ?? tx.now) : null }),
          updatedAt: tx.now,
        })
        .where(eq(states.id, row.id));
      if (next) await setNext(tx, row.id, next);
      await writeAudit(tx, { action: 'state.update', entity: 'state', entityId: row.id, diff });
      return (await loadStates(tx.tx)).find(({ id }) => id === row.id)!;
    });
  } catch (error) {
    if (codeOf(error) === '23505') throw conflict(`There is a state called “${patch.name}” already.`);
    throw error;
  }
}

async function setNext(ctx: TxCtx, from: State, next: readonly State[]): Promise<void> {
  const mine = eq(stateTransitions.from, from);
  await ctx.tx
    .delete(stateTransitions)
    .where(next.length > 0 ? and(mine, notInArray(stateTransitions.to, [...next])) : mine);
  if (next.length > 0)
    await ctx.tx
      .insert(stateTransitions)
      .values(next.map((to) => ({ from, to })))
      .onConflictDoNothing();
}

/** Automations name the shipped states; and a case must not stand in a state that nobody offers any more. */
async function requireUnused(ctx: TxCtx, all: readonly StateView[], state: StateView): Promise<void> {
  if (state.shipped) throw conflict(`${state.name} ships with the product and automations use it: rename it instead.`);
  // This one waits for whoever is moving a case into the state, and they for it: see holdState.
  await ctx.tx.select().from(states).where(eq(states.id, state.id)).for('update');
  const shipped = sql.raw(STATES.map((id) => `'${id}'`).join(', '));
  const held = and(eq(cases.state, state.id), sql`${cases.state} not in (${shipped})`);
  const { value, capped } = await countUpTo(ctx.tx, sql`${cases}`, held);
  if (value > 0) {
    const count = value === 1 ? '1 case is' : `${value.toLocaleString('en')}${capped ? ' or more' : ''} cases are`;
    throw conflict(`${count} in the state ${state.name}. Move them to another state first.`);
  }
  for (const other of all)
    if (!other.retired && other.id !== state.id && other.next.includes(state.id))
      requireWayOut(
        other.stage,
        other.next.filter((id) => id !== state.id && all.some((one) => one.id === id && !one.retired)),
      );
}

/** Holds a state of the house's own until the transaction ends, so that it is not retired beside a move to it. Throws `conflict`. */
export async function holdState(ctx: TxCtx, state: StateView): Promise<void> {
  if (state.shipped) return;
  const [held] = await ctx.tx.select().from(states).where(eq(states.id, state.id)).for('key share');
  if (held?.retiredAt) throw conflict(`The state ${state.name} was retired just now.`);
}
