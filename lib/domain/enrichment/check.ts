import { z } from 'zod';
import { MAX_CAUSE_DEPTH } from '../events.ts';
import type { ObservableVerdict } from '../observables/types.ts';
import type { AnswerState } from '../verdict.ts';
import { type EnrichmentSource, SOURCES } from './sources.ts';

/** One run's: its answer goes through the engine's events, some 250 bytes for each. */
export const MOST_CHECKED = 500;

/** What `check-observables` is invoked with. */
export const CheckRequest = z.object({
  /** The case for which it is asked: its marking says what may leave the house, and the run is shown on it. */
  caseKey: z.string().optional(),
  observableIds: z.array(z.uuid()).max(MOST_CHECKED),
  /** Why, for the ledger. */
  reason: z.string(),
  /** The events that led here, oldest first. */
  cause: z
    .array(z.string())
    .max(MAX_CAUSE_DEPTH + 1)
    .default([]),
});
export type CheckRequest = z.input<typeof CheckRequest>;

/** What came of asking one source about one observable. It may be an answer from before that is still good. */
export interface SourceSaid {
  source: EnrichmentSource;
  /** `off`: not asked, because the source is switched off or must not see it. */
  state: AnswerState | 'off';
  /** Of an answer. */
  verdict?: ObservableVerdict;
  /** Why there is no answer, for people. It never holds the observable. */
  note?: string;
}

/** The answer of `check-observables`: ids and verdicts, no values, so that it may stand in the run ledger. */
export interface Checked {
  checked: number;
  verdicts: { observableId: string; verdict: ObservableVerdict; sources: SourceSaid[] }[];
  /** A source failed or let us ask no more, so that another look may say more. */
  incomplete: boolean;
}

/** True where a source owes an answer. */
export function isIncomplete(said: readonly SourceSaid[]): boolean {
  return said.some(({ state }) => state === 'failed' || state === 'limited');
}

const WORDS: Record<SourceSaid['state'], string> = {
  answered: 'answered',
  unknown: 'does not know it',
  failed: 'failed',
  limited: 'lets us ask no more for now',
  off: 'was not asked',
};

/** One sentence for the timeline: which sources spoke, and which did not. Each is told by the worst that came of asking it. */
export function whoSpoke(verdicts: Checked['verdicts']): string {
  const worst = new Map<EnrichmentSource, SourceSaid['state']>();
  for (const { source, state } of verdicts.flatMap(({ sources }) => sources)) {
    const known = worst.get(source);
    if (known === undefined || TELLING.indexOf(state) < TELLING.indexOf(known)) worst.set(source, state);
  }
  if (worst.size === 0) return 'No source was asked.';
  return `${[...worst].map(([source, state]) => `${SOURCES[source].title} ${WORDS[state]}`).join('; ')}.`;
}

/** What is told of a source that did several of these: a failure first. */
const TELLING: readonly SourceSaid['state'][] = ['failed', 'limited', 'answered', 'unknown', 'off'];
