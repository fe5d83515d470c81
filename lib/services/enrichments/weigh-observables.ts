import { inArray } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type Observable, observables } from '../../db/schema/index.ts';
import type { ObservableVerdict } from '../../domain/observables/types.ts';
import { knownNetworkOf } from '../../domain/verdict/known-network.ts';
import { type Weighed, weigh } from '../../domain/verdict/weigh.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { knownNetworks } from '../stores/known-networks.ts';
import { type Grounds, groundsOf } from './judgements.ts';

/** An observable by the strict rule, and what the rule looked at. */
export interface WeighedRow {
  weighed: Weighed;
  /** Of each source its standing answer, or where it has none, its last try. */
  said: Grounds['standing'];
}

/** The strict verdict on each of these observables, by what is stored of them and the networks of ours. */
export async function weighRows(
  db: Db | Tx,
  rows: readonly Pick<Observable, 'id' | 'type' | 'value'>[],
  now: Date,
): Promise<Map<string, WeighedRow>> {
  const [grounds, networks] = [
    await groundsOf(
      db,
      rows.map(({ id }) => id),
    ),
    await knownNetworks(db),
  ];
  return new Map(
    rows.map(({ id, type, value }) => {
      const { standing, override } = grounds.get(id)!;
      const said = latestOf(standing);
      const knownNetwork = type === 'ipv4' || type === 'ipv6' ? knownNetworkOf(value, networks) : null;
      return [id, { said, weighed: weigh({ answers: said, knownNetwork, override, now }) }];
    }),
  );
}

function latestOf(standing: Grounds['standing']): Grounds['standing'] {
  const answered = new Set(standing.filter((row) => row.standing === 'answer').map(({ source }) => source));
  return standing.filter((row) => row.standing === 'answer' || !answered.has(row.source));
}

/** The strict verdicts alone, in the order of the ids; one that is not there is left out. */
export async function weighObservables({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { observableIds: readonly string[] };
}): Promise<{ observableId: string; verdict: ObservableVerdict }[]> {
  authorize(ctx.actor, 'observable.enrich');
  if (input.observableIds.length === 0) return [];
  const rows = await ctx.db
    .select({ id: observables.id, type: observables.type, value: observables.value })
    .from(observables)
    .where(inArray(observables.id, [...input.observableIds]));
  const weighed = await weighRows(ctx.db, rows, ctx.now);
  return input.observableIds.flatMap((observableId) => {
    const row = weighed.get(observableId);
    return row ? [{ observableId, verdict: row.weighed.verdict }] : [];
  });
}
