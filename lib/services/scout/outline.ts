import type { Case } from '../../db/schema/index.ts';
import { similarSpeaks } from '../../domain/scout/agreement.ts';
import type { Ctx, TxCtx } from '../kernel/index.ts';
import { readerOf, reading } from './gather.ts';
import { readCase } from './tools/read-case.ts';
import { readCommands } from './tools/read-commands.ts';
import { readDevices } from './tools/read-devices.ts';
import { readObservables } from './tools/read-observables.ts';
import { readRunbook } from './tools/read-runbook.ts';
import { readSimilar } from './tools/read-similar.ts';
import { readVip } from './tools/read-vip.ts';

type Outline = Record<string, string | number | boolean | null>;

/** What each tool finds, in figures. */
const OUTLINES = {
  async case(ctx, of) {
    const { severity, category, vip, techniques } = readCase(of, await readVip(readerOf(ctx), of));
    return { severity, category, vip, techniques: techniques.length };
  },
  async observables(ctx, of) {
    const { verdict, anyMalicious, userReport, factorChange, unasked, observables } = await readObservables(ctx, of);
    return { verdict, anyMalicious, userReport, factorChange, unasked, read: observables.length };
  },
  async commands(ctx, of) {
    const { items, malicious, bad, unknown, unread } = await readCommands(readerOf(ctx), of);
    return { read: items.length, malicious, bad, unknown, unread };
  },
  async similar(ctx, of) {
    const { items, attacked } = await readSimilar(readerOf(ctx), of);
    const harmless = items.filter(({ verdict }) => similarSpeaks(verdict) === 'benign').length;
    return { read: items.length, harmless, attacked };
  },
  async devices(ctx, of) {
    const { items, more, unknown } = await readDevices(readerOf(ctx), of);
    return { read: items.length, more, infected: items.some(({ infected }) => infected === true), unknown };
  },
  async runbook(ctx, of) {
    const { phase, tasks } = await readRunbook(readerOf(ctx), of);
    return {
      phase,
      open: tasks.filter(({ done }) => !done).length,
      provable: tasks.filter(({ proof }) => proof).length,
    };
  },
} satisfies Record<string, (ctx: TxCtx, of: Case) => Promise<Outline>>;

export type ScoutTool = keyof typeof OUTLINES;

/**
 * What one of Scout's tools finds on a case, in figures alone: the texts, which may hold secrets, are read again by whoever needs them and stand in
 * no step's result. Errors: `not_found`.
 */
export async function outlineForScout({
  ctx,
  input: { key, tool },
}: {
  ctx: Ctx;
  input: { key: string; tool: ScoutTool };
}): Promise<Outline> {
  return reading<Outline>(ctx, key, OUTLINES[tool]);
}
