import type { Stage } from '../case-state.ts';
import type { FigureChange, Owner } from './milestone.ts';

/** What a case waited for. `vendor`: a hold that an event of a vendor ended; `hold`: any other. */
export const WAITS = ['owner', 'analyst', 'scout', 'vendor', 'hold'] as const;
export type Wait = (typeof WAITS)[number];
/** Seconds of the wall clock. */
export type Waits = Record<Wait, number>;

const WAIT_OF_OWNER: Record<Owner, Wait> = { nobody: 'owner', person: 'analyst', scout: 'scout' };

/** Where the time from `from` to `to` went. The parts together are the whole, to the second. */
export function waitsUntil(changes: readonly FigureChange[], from: Date, to: Date): Waits {
  const milliseconds: Waits = { owner: 0, analyst: 0, scout: 0, vendor: 0, hold: 0 };
  let owner: Owner = 'nobody';
  let stage: Stage = 'new';
  let since = from;
  const passUntil = (at: Date, held: Wait = 'hold') => {
    const end = at > to ? to : at;
    if (end <= since) return;
    milliseconds[stage === 'on_hold' ? held : WAIT_OF_OWNER[owner]] += end.getTime() - since.getTime();
    since = end;
  };
  for (const change of changes) {
    if (change.kind === 'owner') {
      if (stage !== 'on_hold') passUntil(change.at);
      owner = change.to;
    } else if (change.kind === 'stage') {
      passUntil(change.at, change.byVendor ? 'vendor' : 'hold');
      stage = change.to;
    }
  }
  passUntil(to);
  return inSeconds(milliseconds);
}

/** Rounded so that the sum is that of the whole: the running total is rounded, not each part. */
function inSeconds(milliseconds: Waits): Waits {
  const rounded = {} as Waits;
  let total = 0;
  for (const wait of WAITS) {
    const before = Math.round(total / 1000);
    total += milliseconds[wait];
    rounded[wait] = Math.round(total / 1000) - before;
  }
  return rounded;
}
