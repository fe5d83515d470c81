import { cut } from '../text.ts';
import { readCharacters } from './characters.ts';
import { expandCmd, expandPowerShell, setInLine } from './environment.ts';
import {
  plainCharacters,
  readEscapes,
  withoutBackticks,
  withoutCarets,
  withoutInnerQuotes,
  withoutPadding,
} from './escapes.ts';
import { foldQuotes } from './fold.ts';
import { decodeLayers, type Inflate } from './layers.ts';
import { LONGEST_LINE, MOST_WORK } from './limits.ts';
import { type Pass, replaceEach, type Step, type StepKind } from './step.ts';
import { fillVariables } from './variables.ts';
import { Work } from './work.ts';

/** A command line as it runs, as far as that can be told without running it. */
export interface Normalised {
  text: string;
  /** What was undone, in order. None: the line is as it was written. */
  steps: Step[];
  /** What was coded in the line, the outermost first. */
  decoded: string[];
  /** False: a part was not read, or left as it is, because there is too much of it. It may hide anything. */
  whole: boolean;
  /** What it took: characters that were read or written, over all rounds. */
  work: number;
}

const LONGEST_TAIL = 16_384;
const MOST_ROUNDS = 8;
const LONGEST_RESULT = 4_000;
const MOST_STEPS = 100;

/**
 * Undoes what hides the meaning of a command line: Base64 in layers, carets, quotes and backticks within words, texts in parts, character
 * codes, variables. Time is in proportion to the text and bounded for any input; nothing is run.
 */
export function normaliseCommandLine(line: string, { inflate }: { inflate?: Inflate } = {}): Normalised {
  const steps: Step[] = [];
  const decoded: string[] = [];
  const work = new Work(MOST_WORK);
  let read = 0;
  let isFinished = true;
  let text = line;
  if (line.length > LONGEST_LINE) {
    text = `${line.slice(0, LONGEST_LINE - LONGEST_TAIL)} … ${line.slice(-LONGEST_TAIL)}`;
    steps.push({ kind: 'cut', round: 1, result: `${line.length} characters` });
  }
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    const before = text;
    const note = (kind: StepKind, result: string) => {
      if (steps.length < MOST_STEPS) steps.push({ kind, round, result: cut(result.trim(), LONGEST_RESULT) });
    };
    read += text.length;
    for (const [kind, pass] of PASSES) {
      const made = pass(text);
      isFinished &&= !made.unfinished;
      if (made.results.length === 0) continue;
      text = made.text;
      note(kind, made.results.slice(-3).join(' · '));
    }
    const folded = foldQuotes(text, work);
    text = folded.text;
    isFinished &&= !folded.unfinished;
    for (const [kind, result] of folded.steps) note(kind, result);
    const opened = decodeLayers(text, work, inflate);
    text = opened.text;
    isFinished &&= !opened.unfinished;
    for (const { kind, result } of opened.steps) {
      note(kind, result);
      decoded.push(cut(result, LONGEST_LINE));
    }
    if (text === before) break;
    isFinished &&= round < MOST_ROUNDS;
  }
  const calls = writeCalls(text);
  if (calls.results.length > 0) steps.push({ kind: 'call', round: 1, result: calls.results.slice(0, 3).join(' · ') });
  const shells = shellsIn(calls.text);
  if (shells > 1) steps.push({ kind: 'shell', round: 1, result: `${shells} shells` });
  isFinished &&= !work.isShort;
  if (!isFinished) steps.push({ kind: 'unfinished', round: 1, result: `${calls.text.length} characters` });
  const whole = isFinished && line.length <= LONGEST_LINE;
  return { text: calls.text.trim(), steps, decoded, whole, work: read + work.done };
}

/** The order matters: what hides signs comes before what reads them. */
const PASSES: readonly (readonly [StepKind, (text: string) => Pass])[] = [
  ['unicode', plainCharacters],
  ['padding', withoutPadding],
  ['carets', withoutCarets],
  ['environment', (text) => expandCmd(text)],
  ['variables', expandSet],
  ['quotes', withoutInnerQuotes],
  ['backticks', withoutBackticks],
  ['environment', expandPowerShell],
  ['characters', readCharacters],
  ['escapes', readEscapes],
  ['variables', fillVariables],
];

/** cmd's own variables, where the line sets some. */
function expandSet(text: string): Pass {
  const set = setInLine(text);
  return Object.keys(set).length === 0 ? { text, results: [] } : expandCmd(text, set);
}

/** `&('iex')`, `. "iex"`: a name that is called by its quoted text. */
const writeCalls = (text: string): Pass =>
  replaceEach(
    text,
    /(?<=^|[\s;|{(=&"])[&.]\s{0,5}\(?\s{0,5}(['"])([A-Za-z][\w-]{0,60})\1\s{0,5}\)?/g,
    ([, , name]) => `${name} `,
  );

/** How many shells hand the command on. */
const shellsIn = (text: string): number =>
  text.match(/\b(?:cmd(?:\.exe)?["']?\s{1,5}(?:\/\w\s{1,5}){0,4}\/[ckr]|powershell|pwsh|(?:ba|z|da)?sh\s{1,5}-c)\b/gi)
    ?.length ?? 0;
