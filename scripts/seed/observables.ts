import { randomBytes } from 'node:crypto';
import type { Random } from '#e2e/support/random.ts';
import type { ObservableType, ObservableVerdict } from '#lib/domain/observables/types.ts';
import { CLOCK } from './entry.ts';
import { idAt } from './ids.ts';
import { drawValue, hotValues, type SeedValue } from './pool.ts';
import type { Batch } from './rows.ts';
import type { Story } from './stories.ts';

/** JSON text, because a list would be written as an array. */
const ORIGINS = JSON.stringify([{ path: 'manual' }]);
const VICTIMS: readonly ObservableType[] = ['user', 'device', 'cloud_resource'];
const TTL_SECONDS = 7 * 86_400;
/** Who says what of a value with this verdict; the worst of them is the verdict. */
const ANSWERS: Record<
  Exclude<ObservableVerdict, 'unknown'>,
  readonly [source: string, ObservableVerdict, score: number][]
> = {
  malicious: [
    ['otx', 'malicious', 8],
    ['recordedfuture', 'suspicious', 6],
    ['virustotal', 'malicious', 9],
  ],
  suspicious: [
    ['recordedfuture', 'suspicious', 5],
    ['virustotal', 'benign', 1],
  ],
  benign: [
    ['otx', 'benign', 1],
    ['virustotal', 'benign', 0],
  ],
};

/** When a value was seen, by its observable's id. */
export type Seen = Map<string, { first: Date; last: Date }>;

/** The observables of all the cases of a run: one row for each value, whichever case had it first. */
export class ObservableRows {
  /** Of those whose rows a later case changes, or were there before the run. */
  readonly seen: Seen = new Map();
  /** Of the values that come again: there is one object for each. */
  private readonly ids: Map<SeedValue, string>;
  private readonly run = randomBytes(9).toString('hex');
  private rare = 0;

  constructor(known: ReadonlyMap<string, string>) {
    const there = hotValues().flatMap((value): [SeedValue, string][] => {
      const id = known.get(`${value.type} ${value.sha256}`);
      return id ? [[value, id]] : [];
    });
    this.ids = new Map(there);
  }

  /** Adds the observables of a case; answers how many it has. */
  add(batch: Batch, random: Random, { caseId, at, story }: { caseId: string; at: Date; story: Story }): number {
    const linked = new Set<string>();
    for (const type of story.observables) {
      const value = drawValue(random, type, () => `${this.run} ${this.rare++}`);
      const id = this.idOf(batch, value, at);
      if (linked.has(id)) continue;
      linked.add(id);
      batch.case_observables.push({
        ...{ case_id: caseId, observable_id: id, role: VICTIMS.includes(type) ? 'victim' : 'implicated' },
        ...{ key: linked.size === 1, origins: ORIGINS, added_by: CLOCK, first_seen: at },
      });
    }
    return linked.size;
  }

  private idOf(batch: Batch, of: SeedValue, at: Date): string {
    const { type, value, sha256, verdict, hot } = of;
    const known = hot ? this.ids.get(of) : undefined;
    if (known) {
      const seen = this.seen.get(known);
      if (!seen) this.seen.set(known, { first: at, last: at });
      else if (at > seen.last) seen.last = at;
      return known;
    }
    const id = idAt(at.getTime());
    if (hot) this.ids.set(of, id);
    const answers = verdict === 'unknown' ? [] : ANSWERS[verdict];
    const score = answers.reduce<number | null>(
      (worst, [, said, points]) => (said === verdict ? Math.max(worst ?? 0, points) : worst),
      null,
    );
    batch.observables.push({ id, type, value, value_sha256: sha256, verdict, score, first_seen: at, last_seen: at });
    for (const [source, said, points] of answers)
      batch.enrichments.push({
        ...{ id: idAt(at.getTime()), observable_id: id, source, state: 'answered', verdict: said, score: points, at },
        ...{ ttl_seconds: TTL_SECONDS, standing: 'answer', recorded_by: CLOCK },
      });
    return id;
  }
}
