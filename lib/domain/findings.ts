import { sourceOf } from './enrichment/sources.ts';
import { defang } from './observables/defang.ts';
import type { ObservableVerdict } from './observables/types.ts';
import { plainMarkdown as plain } from './plain-markdown.ts';
import { cut } from './text.ts';
import { BENIGN_OPINIONS, type Ground, type Voice, type Weighed } from './verdict/weigh.ts';
import type { WeighedObservable } from './verdict/weigh-case.ts';
import type { AnswerState, Facts } from './verdict.ts';

/** What one source said of an observable, as it is shown. */
export interface Finding {
  source: string;
  state: AnswerState;
  verdict: ObservableVerdict | null;
  score: number | null;
  link: string | null;
  facts: Facts;
  note: string;
}

export interface FoundObservable extends WeighedObservable {
  findings: readonly Finding[];
}

const MOST_FACTS = 6;
const MOST_OBSERVABLES = 20;
const LONGEST_VALUE = 120;

/**
 * The findings on a case in Markdown: each observable with what it is, why, and what each source says, with the source's own page. What
 * comes from outside is escaped.
 */
export function findingsOf(observables: readonly FoundObservable[]): string {
  const shown = observables.slice(0, MOST_OBSERVABLES).map(observableOf);
  const rest = observables.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${rest} more are on the case.`] : [])].join('\n\n');
}

function observableOf({ type, value, role, weighed, findings }: FoundObservable): string {
  const name = plain(cut(defang(type, value), LONGEST_VALUE));
  const head = `**${name}** (${role}) is ${weighed.verdict}: ${groundOf(weighed)}`;
  return [head, ...findings.map(findingOf)].join('\n');
}

const GROUNDS: Record<Exclude<Ground, 'known_network' | 'opinions'>, string> = {
  override: 'a person said so.',
  nobody_says_enough: 'no source says enough.',
  nobody_asked: 'no source was asked.',
};

function groundOf({ ground, knownNetwork, spoke, verdict }: Weighed): string {
  if (ground === 'known_network') return `it lies in our network ${plain(knownNetwork!.name)} (${knownNetwork!.cidr}).`;
  if (ground === 'nobody_says_enough' && spoke.length > 0)
    return `${titlesOf(spoke)} alone calls it benign, and ${BENIGN_OPINIONS} sources are needed.`;
  if (ground !== 'opinions') return GROUNDS[ground];
  return `by ${titlesOf(spoke.filter((voice) => voice.verdict === verdict))}.`;
}

function findingOf({ source, state, verdict, score, link, facts, note }: Finding): string {
  const title = link ? `[${titleOf(source)}](${address(link)})` : titleOf(source);
  const said = state === 'answered' ? sayingOf(verdict, score) : SILENT[state];
  const told = Object.entries(facts)
    .filter(([, value]) => value !== null && value !== '')
    .slice(0, MOST_FACTS)
    .map(([name, value]) => `${plain(name)} ${plain(cut(String(value), LONGEST_VALUE))}`);
  const more = [...told, ...(note ? [plain(note)] : [])].join('; ');
  return `- ${title}: ${said}${more ? `. ${more}` : ''}`;
}

const SILENT: Record<Exclude<AnswerState, 'answered'>, string> = {
  unknown: 'does not know it',
  failed: 'failed',
  limited: 'lets us ask no more for now',
};

const sayingOf = (verdict: ObservableVerdict | null, score: number | null) => {
  const opinion = verdict === null || verdict === 'unknown' ? 'has no opinion' : verdict;
  return score === null ? opinion : `${opinion}, reputation ${score} of 10`;
};

const titlesOf = (spoke: readonly Voice[]) => [...new Set(spoke.map(({ source }) => titleOf(source)))].join(', ');
const titleOf = (source: string) => sourceOf(source)?.title ?? plain(source);

/** An address that cannot end its link. */
const address = (link: string) => link.replaceAll(/[()\s<>]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
