import type { Case } from '../../../db/schema/index.ts';
import { sourceOf } from '../../../domain/enrichment/sources.ts';
import type { ObservablesReading } from '../../../domain/scout/gather.ts';
import type { Weighed } from '../../../domain/verdict/weigh.ts';
import { evidenceOf } from '../../cases/evidence.ts';
import type { TxCtx } from '../../kernel/index.ts';

const MOST_OBSERVABLES = 60;

/** The observables that weigh on a case, with what the sources say of them. */
export async function readObservables(ctx: TxCtx, of: Case): Promise<ObservablesReading> {
  const { weight, observables, anyMalicious, userReport, factorChange } = await evidenceOf(ctx, of);
  return {
    ...{ verdict: weight.verdict, anyMalicious, userReport, factorChange },
    unasked: observables.filter(({ weighed }) => !isAsked(weighed)).length,
    observables: observables.slice(0, MOST_OBSERVABLES).map(({ id, type, value, weighed, kept }) => ({
      ...{ id, type, value },
      // What was malicious by the shown verdict stays so here: the milder of two rules clears nobody.
      verdict: kept === 'malicious' ? 'malicious' : weighed.verdict,
      because: becauseOf(weighed),
      asked: isAsked(weighed),
    })),
  };
}

const isAsked = ({ ground }: Weighed) => ground !== 'nobody_asked';

function becauseOf({ ground, knownNetwork, spoke, verdict }: Weighed): string {
  if (ground === 'known_network') return `by our network ${knownNetwork!.name}`;
  if (ground === 'override') return 'by a person';
  if (ground === 'nobody_asked') return 'as no source was asked';
  const say = spoke.filter((voice) => voice.verdict === verdict).map(({ source }) => titleOf(source));
  return say.length > 0 ? `by ${say.join(', ')}` : 'as no source says enough';
}

const titleOf = (source: string) => sourceOf(source)?.title ?? source;
