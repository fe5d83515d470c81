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
import { type Pass, replaceEach, type Step, type StepKind } from './step.ts';
import { fillVariables } from './variables.ts';

/** A command line as it runs, as far as that can be told without running it. */
export interface Normalised {
  text: string;
  /** What was undone, in order. None: the line is as it was written. */
  steps: Step[];
  /** What was coded in the line, the outermost first. */
  decoded: string[];
}

/**
 * Characters that are read of a line: twice what Windows can start. Of a longer one the beginning and the end are read, so that padding
 * hides nothing at either.
 */
export const LONGEST_LINE = 65_536;
const LONGEST_TAIL = 16_384;
const MOST_ROUNDS = 8;
/** A line may grow so much while its variables are filled in. */
const MOST_GROWTH = 2;
/** Characters that are written anew while quoted texts are folded. */
const MOST_WORK = 400_000;
const LONGEST_RESULT = 4_000;
const MOST_STEPS = 100;

/**
 * Undoes what hides the meaning of a command line: Base64 in layers, carets, quotes and backticks within words, texts in parts, character
 * codes, variables. Time is in proportion to the text and bounded for any input; nothing is run.
 */
export function normaliseCommandLine(line: string, { inflate }: { inflate?: Inflate } = {}): Normalised {
  const steps: Step[] = [];
  const decoded: string[] = [];
  const budget = { left: MOST_WORK };
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
    for (const [kind, pass] of PASSES) {
      const made = pass(text);
      if (made.results.length === 0 || made.text.length > LONGEST_LINE * MOST_GROWTH) continue;
      text = made.text;
      note(kind, made.results.slice(-3).join(' · '));
    }
    const folded = foldQuotes(text, budget);
    text = folded.text;
    for (const [kind, result] of folded.steps) note(kind, result);
    const opened = decodeLayers(text, inflate);
    text = opened.text;
    for (const { kind, result } of opened.steps) {
      note(kind, result);
      decoded.push(cut(result, LONGEST_LINE));
    }
    if (text === before) break;
  }
  const calls = writeCalls(text);
  if (calls.results.length > 0) steps.push({ kind: 'call', round: 1, result: calls.results.slice(0, 3).join(' · ') });
  const shells = shellsIn(calls.text);
  if (shells > 1) steps.push({ kind: 'shell', round: 1, result: `${shells} shells` });
  return { text: calls.text.trim(), steps, decoded };
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
