import { techniqueOf } from '../attack.ts';
import type { ResolutionVerdict } from '../case-state.ts';
import type { CommandVerdict } from '../command-verdict.ts';
import { defang, defangText } from '../observables/defang.ts';
import type { ObservableType, ObservableVerdict } from '../observables/types.ts';
import type { Severity } from '../severity.ts';
import type { TaskProof } from '../task-proof.ts';
import { cut } from '../text.ts';
import { similarSpeaks } from './agreement.ts';
import { MOST_FACTS, type ScoutFact, type Speaks } from './facts.ts';
import type { VipStanding } from './vip.ts';

/** What the tool `case` reads. */
export interface CaseReading {
  title: string;
  description: string;
  severity: Severity;
  category: string;
  vip: VipStanding;
  techniques: readonly string[];
}

/** What the tool `observables` reads: those that weigh, with what the sources say of them. */
export interface ObservablesReading {
  /** The verdict on the case by all that is implicated. */
  verdict: ObservableVerdict;
  anyMalicious: boolean;
  userReport: boolean;
  factorChange: boolean;
  /** How many of all that weigh nobody was asked about. */
  unasked: number;
  /** The first of them. */
  observables: readonly {
    id: string;
    type: ObservableType;
    value: string;
    verdict: ObservableVerdict;
    /** Who says so, in words: `by VirusTotal, AlienVault OTX`. */
    because: string;
    /** At least one source was asked, or a person judged it. */
    asked: boolean;
  }[];
}

/** What the tool `commands` reads of one command line, by the rules and by whoever looked at it: the graver counts. */
export interface CommandReading {
  id: string;
  text: string;
  verdict: CommandVerdict;
  /** It is no line of its own: a text, such as a description, tells of one. */
  told?: true;
}

/** What the tool `similar` reads: cases that share observables. */
export interface SimilarReading {
  /** The same each time it is read, and tells nothing of its key. */
  id: string;
  /** Null: not everybody may see it, so that nothing is told of it; how it ended counts all the same. */
  key: string | null;
  /** How it ended; null while it is open, and where no person has judged it. */
  verdict: ResolutionVerdict | null;
  open: boolean;
  /** How many observables both have. */
  shared: number;
}

/** What the tool `devices` reads. */
export interface DeviceReading {
  id: string;
  name: string;
  owner: string | null;
  /** The name of the store in whose network it is. */
  store: string | null;
  infected: boolean | null;
  /** Other attributes worth a word, by their names. */
  attributes: readonly { label: string; value: string }[];
}

/** What the tool `runbook` reads. */
export interface RunbookReading {
  phase: string | null;
  tasks: readonly {
    id: string;
    phase: string;
    title: string;
    done: boolean;
    own: boolean;
    /** What would prove it done, by its runbook; null: nothing but a person's word. */
    proof: TaskProof | null;
  }[];
}

export interface Readings {
  of: CaseReading;
  seen: ObservablesReading;
  commands: readonly CommandReading[];
  similar: readonly SimilarReading[];
  devices: readonly DeviceReading[];
}

const LONGEST = 480;

/** All that the tools have read, as facts with ids of their own; at most {@link MOST_FACTS}, what accuses first. */
export function factsOf(readings: Readings): ScoutFact[] {
  const { of, seen, commands, similar, devices } = readings;
  const facts = [
    ...ofCase(of, seen),
    ...seen.observables.map(ofObservable),
    ...commands.map(ofCommand),
    ...devices.flatMap(ofDevice),
    ...similar.flatMap(ofSimilar),
  ];
  return facts.toSorted((a, b) => ORDER[a.speaks] - ORDER[b.speaks]).slice(0, MOST_FACTS);
}

const ORDER: Record<Speaks, number> = { malicious: 0, suspicious: 1, benign: 2, nothing: 3 };

type Short = Pick<ScoutFact, 'id' | 'label' | 'value'> & Partial<ScoutFact>;
const fact = (short: Short, about: ScoutFact['about']): ScoutFact => ({
  source: null,
  at: null,
  speaks: 'nothing',
  ...short,
  value: cut(short.value.replaceAll(/\s+/g, ' ').trim(), LONGEST),
  about,
});

function ofCase(of: CaseReading, seen: ObservablesReading): ScoutFact[] {
  const own = (short: Short) => fact(short, { kind: 'case', id: short.id });
  return [
    own({ id: 'case.title', label: 'title', value: defangText(of.title) }),
    ...(of.description
      ? [own({ id: 'case.description', label: 'description', value: defangText(of.description) })]
      : []),
    own({ id: 'case.severity', label: 'severity', value: of.severity }),
    own({ id: 'case.category', label: 'category', value: of.category }),
    own({ id: 'case.vip', label: 'user is a VIP', value: of.vip }),
    own({
      id: 'case.verdict',
      label: 'verdict on all that is implicated',
      value: seen.verdict,
      speaks: seen.verdict === 'unknown' ? 'nothing' : seen.verdict,
    }),
    ...(seen.userReport
      ? [own({ id: 'case.report', label: 'report', value: 'by the user', speaks: 'suspicious' })]
      : []),
    ...(seen.factorChange
      ? [own({ id: 'case.factor', label: 'sign-in factor', value: 'changed', speaks: 'suspicious' })]
      : []),
    ...of.techniques.map((id) =>
      fact(
        { id: `technique.${cut(id, 40)}`, label: 'technique', value: `${id} ${techniqueOf(id)?.name ?? ''}` },
        { kind: 'technique', id: cut(id, 40) },
      ),
    ),
  ];
}

const TYPE_WORDS: Partial<Record<ObservableType, string>> = {
  ipv4: 'IPv4 address',
  ipv6: 'IPv6 address',
  url: 'URL',
  md5: 'MD5 hash',
  sha1: 'SHA-1 hash',
  sha256: 'SHA-256 hash',
};

const ofObservable = ({ id, type, value, verdict, because }: ObservablesReading['observables'][number]) =>
  fact(
    {
      id: `observable.${id}`,
      label: TYPE_WORDS[type] ?? type.replaceAll('_', ' '),
      value: `${cut(defang(type, value), 300)} is ${verdict} ${because}`,
      speaks: verdict === 'unknown' ? 'nothing' : verdict,
    },
    { kind: 'observable', id },
  );

const ofCommand = ({ id, text, verdict, told }: CommandReading) =>
  fact(
    {
      id: `command.${id}`,
      label: told ? 'text with a command' : 'command line',
      value: `${cut(defangText(text), told ? 120 : 300)}${told && text.length > 120 ? '…' : ''} is ${verdict}`,
      speaks: verdict === 'unknown' ? 'nothing' : verdict,
    },
    { kind: 'command', id },
  );

// What a neighbour is called, its key too, is looked up by who may see it: none of it goes into a sentence.
const ofSimilar = ({ id, key, verdict, open, shared }: SimilarReading) =>
  key === null
    ? []
    : fact(
        {
          id: `similar.${id}`,
          label: 'similar case',
          value: `${open ? 'is open' : verdict === null ? 'was ended by no person' : `ended as ${verdict.replaceAll('_', ' ')}`}, and shares ${shared}`,
          speaks: similarSpeaks(verdict),
        },
        { kind: 'similar', id: key },
      );

function ofDevice({ id, name, infected, owner, store, attributes }: DeviceReading): ScoutFact[] {
  const own = (field: string, short: Omit<Short, 'id'>) =>
    fact({ ...short, id: `device.${id}.${field}` } as Short, { kind: 'device', id });
  return [
    ...(infected === null
      ? []
      : [
          own('infected', {
            label: 'agent',
            value: infected ? `${name} has an active threat` : `${name} has no active threat`,
            speaks: infected ? 'malicious' : 'nothing',
          }),
        ]),
    ...(owner === null ? [] : [own('owner', { label: 'owner of the device', value: `${name} belongs to ${owner}` })]),
    ...(store === null ? [] : [own('store', { label: 'store of the device', value: `${name} is in ${store}` })]),
    ...attributes.map(({ label, value }) => own(label, { label, value: `${name}: ${value}` })),
  ];
}
