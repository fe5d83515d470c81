import { bySeverityOf } from '../../domain/health/findings.ts';
import type { Ctx } from '../../services/kernel/index.ts';
import { keepHealthReport } from '../../services/reports/keep-health.ts';
import type { FoundOld } from './find-old.ts';
import { describeItems } from './own-items.ts';
import type { ReadNow } from './read-falcon.ts';
import { type SumUpInput, sumUpHealth } from './sum-up.ts';

export type KeepReportInput = Pick<
  SumUpInput,
  'reason' | 'looked' | 'timers' | 'limits' | 'runId' | 'allowedNetworks'
> & {
  old: FoundOld;
  /** What their documents say now. */
  read: ReadNow;
  zone: string;
};

export interface KeptReport {
  report: string;
  unassigned: number;
  ownedHere: number;
  endedHere: number;
}

/**
 * Sums up what nobody has and keeps the report of it. What has changed since it was found is told as it is now; what Falcon did not answer for is
 * counted, and not taken for gone.
 */
export async function keepReport({
  ctx,
  input: { old, read, zone, ...told },
}: {
  ctx: Ctx;
  input: KeepReportInput;
}): Promise<KeptReport> {
  const { unassigned, settled } = read;
  const { items, owned, ended } = await describeItems(
    ctx,
    unassigned.map(({ item }) => item),
  );
  const answered = new Set([...settled, ...unassigned.map(({ item }) => item.id)]);
  const silent = old.refs.filter(({ id }) => !answered.has(id)).map(({ severity }) => ({ severity, count: 1 }));
  const ownedHere = old.ownedHere + owned.length;
  const endedHere = old.endedHere + ended.length;
  const snapshot = await sumUpHealth({
    ctx,
    input: {
      ...told,
      ...{ items, ownedHere, endedHere, more: old.more },
      unread: bySeverityOf([...old.unread, ...silent]),
      gone: [...old.gone, ...settled, ...owned, ...ended],
    },
  });
  const { id } = await keepHealthReport({ ctx, input: { snapshot, zone } });
  return { report: id, unassigned: snapshot.total, ownedHere, endedHere };
}
