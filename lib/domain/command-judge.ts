import { analyseCommandLine, compileKnownGood } from './command-line/index.ts';
import type { CommandVerdict } from './command-verdict.ts';

/** Windows takes no longer one; of a longer text nobody says what it does. */
export const LONGEST_COMMAND_LINE = 32_768;

const GRAVITY: Record<CommandVerdict, number> = { benign: 0, unknown: 1, suspicious: 2, malicious: 3 };

/** The graver of two verdicts on a command line: what nobody knows outweighs benign. */
export const graverCommand = (a: CommandVerdict, b: CommandVerdict): CommandVerdict =>
  GRAVITY[a] >= GRAVITY[b] ? a : b;

/**
 * Judges command lines by the rules and a house's list of known-good ones. Whoever looked at a line before may make it graver, never milder: an answer
 * of a model clears nothing. Compressed data is not opened, so that no list clears a line with it.
 */
export function commandJudge(
  knownGood: readonly string[],
): (line: string, looks: readonly CommandVerdict[]) => CommandVerdict {
  const list = compileKnownGood(knownGood);
  const byRules = (line: string): CommandVerdict => {
    if (line.length > LONGEST_COMMAND_LINE) return 'unknown';
    const { verdict, normalised } = analyseCommandLine(line, { knownGood: list });
    return normalised.steps.some(({ kind }) => kind === 'gzip') ? graverCommand(verdict, 'unknown') : verdict;
  };
  return (line, looks) => looks.filter((look) => look !== 'unknown').reduce(graverCommand, byRules(line));
}
