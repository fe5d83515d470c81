import { analyseCommandLine, compileKnownGood, Work } from './command-line/index.ts';
import type { CommandVerdict } from './command-verdict.ts';

/** Windows takes no longer one; of a longer text nobody says what it does. */
export const LONGEST_COMMAND_LINE = 32_768;

/**
 * What may be done to all command lines of a case together, in characters that are read or written: three megabytes of plain ones, about a second’s
 * work of the worst that were found.
 */
export const MOST_WORK_OF_CASE = 6_000_000;

const GRAVITY: Record<CommandVerdict, number> = { benign: 0, unknown: 1, suspicious: 2, malicious: 3 };

/** The graver of two verdicts on a command line: what nobody knows outweighs benign. */
export const graverCommand = (a: CommandVerdict, b: CommandVerdict): CommandVerdict =>
  GRAVITY[a] >= GRAVITY[b] ? a : b;

/**
 * Judges command lines by the rules and a house's list of known-good ones. Whoever looked at a line before may make it graver, never milder: an answer
 * of a model clears nothing. Compressed data is not opened, so that no list clears a line with it. What all of them take comes out of `work`: a line
 * that there is none left for is unknown, and `work.isShort` says that there was one.
 */
export function commandJudge(
  knownGood: readonly string[],
  work: Work = new Work(MOST_WORK_OF_CASE),
): (line: string, looks: readonly CommandVerdict[]) => CommandVerdict {
  const list = compileKnownGood(knownGood);
  const byRules = (line: string): CommandVerdict => {
    if (line.length > LONGEST_COMMAND_LINE || !work.take(line.length)) return 'unknown';
    const { verdict, normalised } = analyseCommandLine(line, { knownGood: list });
    work.spend(normalised.work);
    return normalised.steps.some(({ kind }) => kind === 'gzip') ? graverCommand(verdict, 'unknown') : verdict;
  };
  return (line, looks) => looks.filter((look) => look !== 'unknown').reduce(graverCommand, byRules(line));
}
