import { isRecord } from '../../domain/record.ts';
import { evaluateMapping } from '../mappings/evaluate.ts';

/** An event as the condition sees it. */
export interface FittingEvent {
  id: string;
  vendorId: string;
  title: string;
  at: Date;
  raw: unknown;
}

export type Fitting<E> =
  | { ok: true; events: (E & { fits: boolean })[] }
  /** A sentence for who wrote the condition. */
  | { ok: false; problem: string };

/** Of so many events at a time, so that the bodies of a large case fit into the thread. */
const AT_ONCE = 100;

/** Which events a JSONata condition is true for; of nothing, `false`, 0 and an empty text it is not. Runs in the mappings' own thread. */
export async function fitting<E extends FittingEvent>(condition: string, events: readonly E[]): Promise<Fitting<E>> {
  if (condition === '') return { ok: true, events: events.map((event) => ({ ...event, fits: true })) };
  // The line's end closes nothing of what an administrator wrote: the expression was compiled by itself when it was set.
  const expression = `[$$.bodies.((${condition}\n) ? true : false)]`;
  const checked: (E & { fits: boolean })[] = [];
  for (let at = 0; at < events.length; at += AT_ONCE) {
    const some = events.slice(at, at + AT_ONCE);
    const body = { bodies: some.map(bodyOf) };
    const first = await evaluateMapping(expression, body);
    // The clock may have ended it because the machine was busy.
    const evaluated = !first.ok && first.late ? await evaluateMapping(expression, body) : first;
    if (!evaluated.ok) return { ok: false, problem: `The condition cannot be used: ${evaluated.reason}` };
    const fits = evaluated.output;
    if (!Array.isArray(fits) || fits.length !== some.length)
      return { ok: false, problem: 'The condition cannot be used: it gives no single answer for an event.' };
    checked.push(...some.map((event, nth) => ({ ...event, fits: fits[nth] === true })));
  }
  return { ok: true, events: checked };
}

/** An alert stands alone or under `alert`, as a Fusion workflow may write it: the condition sees the alert. */
const bodyOf = ({ raw }: FittingEvent): unknown => (isRecord(raw) && isRecord(raw.alert) ? raw.alert : (raw ?? {}));
