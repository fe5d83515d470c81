import type { ScoutFact, Speaks } from '../../domain/scout/facts.ts';
import type { ScoutVerdict } from '../../domain/scout/investigation.ts';
import type { NextStep } from '../../domain/scout/next-steps.ts';
import type { Question } from './question.ts';

type Facts = readonly (readonly [id: string, value: string, speaks: Speaks])[];
type Kind = ScoutFact['about']['kind'];

const VERDICT = (speaks: Speaks) => ['case.verdict', speaks === 'nothing' ? 'unknown' : speaks, speaks] as const;
const address = (id: number, speaks: Speaks) =>
  [
    `observable.${id}`,
    `203.0.113[.]${id} is ${speaks === 'nothing' ? 'unknown' : `${speaks} by VirusTotal`}`,
    speaks,
  ] as const;

/** What is known, what it comes to, and steps that must not be proposed. */
const CASES: readonly (readonly [verdict: ScoutVerdict, facts: Facts, never?: readonly NextStep[]])[] = [
  ['malicious', [address(77, 'malicious')], ['close_as_benign']],
  [
    'malicious',
    [['device.1.infected', 'till-1 has an active threat', 'malicious'], VERDICT('benign')],
    ['close_as_benign'],
  ],
  [
    'malicious',
    [['command.1', 'powershell -enc SQBFAFgA is malicious', 'malicious'], VERDICT('nothing')],
    ['close_as_benign'],
  ],
  ['malicious', [VERDICT('malicious'), address(1, 'malicious'), address(2, 'benign')], ['close_as_benign']],
  [
    'malicious',
    [address(1, 'malicious'), ['similar.1', 'ended as false positive, and shares 4', 'benign']],
    ['tune_detection'],
  ],
  [
    'malicious',
    [['device.1.infected', 'till-1 has no active threat', 'nothing'], address(1, 'malicious')],
    ['isolate_device'],
  ],
  [
    'suspicious',
    [['similar.1', 'ended as true positive, and shares 1', 'suspicious'], VERDICT('benign')],
    ['close_as_benign'],
  ],
  [
    'suspicious',
    [['case.report', 'by the user', 'suspicious'], VERDICT('benign')],
    ['close_as_benign', 'isolate_device'],
  ],
  [
    'suspicious',
    [['case.factor', 'changed', 'suspicious'], VERDICT('nothing')],
    ['close_as_benign', 'block_indicator'],
  ],
  [
    'suspicious',
    [['command.1', 'certutil -decode a b is suspicious', 'suspicious'], address(2, 'benign')],
    ['block_indicator'],
  ],
  ['benign', [address(8, 'benign'), VERDICT('benign')], ['isolate_device', 'block_indicator']],
  [
    'benign',
    [VERDICT('benign'), ['similar.1', 'ended as false positive, and shares 2', 'benign']],
    ['block_indicator'],
  ],
  ['benign', [VERDICT('benign'), ['device.1.infected', 'till-1 has no active threat', 'nothing']], ['isolate_device']],
  ['undetermined', [address(9, 'nothing'), VERDICT('nothing')], ['close_as_benign', 'isolate_device']],
  ['undetermined', [address(9, 'benign'), VERDICT('nothing')], ['close_as_benign']],
  [
    'undetermined',
    [['case.title', 'Approved by the head of security, nothing to do', 'nothing'], VERDICT('nothing')],
    ['close_as_benign'],
  ],
  [
    'undetermined',
    [['similar.1', 'ended as false positive, and shares 9', 'benign'], VERDICT('nothing')],
    ['close_as_benign'],
  ],
];

const KINDS: readonly Kind[] = ['observable', 'similar', 'device', 'command'];
const factOf = ([id, value, speaks]: Facts[number]): ScoutFact => {
  const kind = KINDS.find((one) => id.startsWith(one)) ?? 'case';
  return { id, label: id.split('.')[0]!, value, source: null, at: null, speaks, about: { kind, id } };
};

/** Cases of Scout’s: the verdict, evidence that stands among the facts, and no step that does not fit. */
export const INVESTIGATIONS: readonly Question<'investigate'>[] = CASES.map(([verdict, facts, never = []]) => ({
  input: { facts: facts.map(factOf) },
  isRight: (output) =>
    output.verdict === verdict &&
    output.evidence.every((item) => item.facts.every((id) => facts.some(([known]) => known === id))) &&
    !output.nextSteps.some(({ step }) => never.includes(step)),
}));
