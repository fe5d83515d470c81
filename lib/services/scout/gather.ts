import type { Case } from '../../db/schema/index.ts';
import type { ScoutFact } from '../../domain/scout/facts.ts';
import { factsOf, type Readings } from '../../domain/scout/gather.ts';
import type { VipStanding } from '../../domain/scout/vip.ts';
import { findCase } from '../cases/fetch.ts';
import { authorize, type Ctx, type TxCtx, transact } from '../kernel/index.ts';
import type { Reader } from './reader.ts';
import { readCase } from './tools/read-case.ts';
import { type CommandsReading, readCommands } from './tools/read-commands.ts';
import { type DevicesReading, readDevices } from './tools/read-devices.ts';
import { readObservables, type SeenObservables } from './tools/read-observables.ts';
import { readSimilar, type SimilarCasesReading } from './tools/read-similar.ts';
import { readVip } from './tools/read-vip.ts';

/** All that Scout knows of a case at one moment. */
export interface Gathered {
  vip: VipStanding;
  seen: SeenObservables;
  commands: CommandsReading;
  devices: DevicesReading;
  similar: SimilarCasesReading;
  facts: ScoutFact[];
}

/** Reads everything with the transaction's own handle, so that who holds the case and acts on it knows what is so by then. */
export async function gather(ctx: TxCtx, of: Case): Promise<Gathered> {
  const reader = readerOf(ctx);
  const vip = await readVip(reader, of);
  const seen = await readObservables(ctx, of);
  const commands = await readCommands(reader, of);
  const devices = await readDevices(reader, of);
  const similar = await readSimilar(reader, of);
  const readings: Readings = {
    of: readCase(of, vip),
    seen,
    commands: commands.items,
    devices: devices.items,
    similar: similar.items,
  };
  return { vip, seen, commands, devices, similar, facts: factsOf(readings) };
}

export const readerOf = ({ tx, actor, now }: TxCtx): Reader => ({ db: tx, actor, now });

/** The facts of a case, for who investigates it. Texts of the case stand in them: no step keeps them. Errors: `not_found`. */
export async function gatherFacts({ ctx, input }: { ctx: Ctx; input: { key: string } }): Promise<ScoutFact[]> {
  return reading(ctx, input.key, async (tx, of) => (await gather(tx, of)).facts);
}

/** A read of a case in one transaction. It has no effect, so a step that is done again, or replayed, reads anew. */
export async function reading<T>(
  { effect: _, ...ctx }: Ctx,
  key: string,
  work: (ctx: TxCtx, of: Case) => Promise<T>,
): Promise<T> {
  authorize(ctx.actor, 'case.read');
  return transact(ctx, 'scout.read', async (tx) => work(tx, await findCase(tx.tx, tx, key)));
}
