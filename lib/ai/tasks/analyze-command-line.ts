import { z } from 'zod';
import { AI_TASK_TITLES } from '../../domain/ai.ts';
import { techniqueOf } from '../../domain/attack.ts';
import {
  analyseCommandLine,
  COMMAND_VERDICTS,
  type CommandAnalysis,
  compileKnownGood,
  normaliseCommandLine,
} from '../../domain/command-line/index.ts';
import { CommandAnalysisView } from '../../domain/views/command-analysis.ts';
import { inflate } from '../inflate.ts';
import { defineTask } from '../task.ts';

/** A command line, and what is known of the process around it. */
export const CommandInput = z.strictObject({
  commandLine: z.string().min(1).max(1_000_000),
  /** The command lines of the processes that started it, the nearest first. */
  parents: z.array(z.string().max(32_768)).max(5).default([]),
  user: z.string().max(300).nullable().default(null),
  host: z.string().max(253).nullable().default(null),
  /** Patterns of an administrator's known-good list; see `compileKnownGood`. */
  knownGood: z.array(z.string().max(500)).max(500).default([]),
});
export type CommandInput = z.input<typeof CommandInput>;

const Technique = z.string().regex(/^T\d{4}(\.\d{3})?$/);

export const CommandOutput = CommandAnalysisView;
export type CommandOutput = z.infer<typeof CommandOutput>;

const Answer = z.object({
  verdict: z.enum(COMMAND_VERDICTS),
  confidence: z.number(),
  /** Each with words of the line, letter by letter, and the techniques that they show. */
  reasons: z.array(z.object({ text: z.string(), quote: z.string(), techniques: z.array(z.string()) })),
});

const LONGEST_SHOWN = 16_000;
const LONGEST_PARENT = 2_000;
const MOST_REASONS = 10;
const isTechnique = (id: string) => Technique.safeParse(id).success && techniqueOf(id) !== null;
const rank = (verdict: CommandOutput['verdict']) => COMMAND_VERDICTS.indexOf(verdict);

const analysisOf = ({ commandLine, knownGood }: z.output<typeof CommandInput>): CommandAnalysis =>
  analyseCommandLine(commandLine, { knownGood: compileKnownGood(knownGood), inflate });

/** What a command line does. A model may make the rules' verdict worse and never better. */
export const analyzeCommandLine = defineTask({
  id: 'analyze-command-line',
  title: AI_TASK_TITLES['analyze-command-line'],
  promptVersion: 3,
  input: CommandInput,
  answer: Answer,
  output: CommandOutput,
  instruction: [
    'You analyse one command line of a process for an analyst of a security operations centre.',
    '"line" is the command line, and "parents" are those of the processes that started it, the nearest first, all already decoded; "found" is what our rules know of it.',
    'Give a verdict and a confidence from 0 to 1.',
    'Give at most six reasons, each with a quote: words of "line", letter by letter, that show it; and with the MITRE ATT&CK techniques (ids such as T1059.001) that these words show, if any.',
  ].join('\n'),
  data: (input) => {
    const { normalised, reasons, verdict } = analysisOf(input);
    const { parents, user, host } = input;
    return {
      line: normalised.text.slice(0, LONGEST_SHOWN),
      // Decoded, so that what they hide is looked through before it is shown.
      parents: parents.map((line) => normaliseCommandLine(line, { inflate }).text.slice(0, LONGEST_PARENT)),
      user,
      host,
      found: { verdict, reasons: reasons.map(({ text }) => text) },
    };
  },
  rules: (input) => outputOf(analysisOf(input)),
  ground: (answer, input) => {
    const rules = outputOf(analysisOf(input));
    // What a person has listed as good is good, and no model is heard on it.
    if (rules.knownGood !== null && rules.verdict === 'benign') return rules;
    const found = answer.reasons.slice(0, MOST_REASONS).flatMap(({ text, quote, techniques }) => {
      const start = quote.trim().length < 3 ? -1 : rules.text.indexOf(quote.trim());
      const spans = [{ start, end: start + quote.trim().length }];
      return start === -1 ? [] : [{ reason: { text: text.slice(0, 300), spans }, techniques }];
    });
    const reasons = found.map(({ reason }) => reason);
    const worse = rank(answer.verdict) > rank(rules.verdict);
    // A worse verdict needs a reason that stands in the line.
    const believed = worse && reasons.length > 0;
    if (!believed && reasons.length === 0) return null;
    const verdict = believed ? answer.verdict : rules.verdict;
    const confidence = verdict === answer.verdict ? Math.min(1, Math.max(0, answer.confidence)) : rules.confidence;
    // One that finds the line milder than the rules do is not believed, in what it names either.
    const heard = rank(answer.verdict) >= rank(rules.verdict) ? found : [];
    const named = heard.flatMap(({ techniques }) => techniques).filter(isTechnique);
    return {
      ...rules,
      verdict,
      confidence: Math.max(confidence, verdict === rules.verdict ? rules.confidence : 0),
      techniques: [...new Set([...rules.techniques, ...named])].slice(0, 20),
      reasons: [...rules.reasons, ...reasons],
    };
  },
});

function outputOf({
  verdict,
  confidence,
  techniques,
  reasons,
  indicators,
  normalised,
  knownGood,
}: CommandAnalysis): CommandOutput {
  return {
    verdict,
    confidence,
    techniques,
    reasons: reasons.map(({ text, spans }) => ({ text, spans })),
    indicators,
    text: normalised.text,
    steps: normalised.steps,
    decoded: normalised.decoded,
    knownGood,
  };
}
