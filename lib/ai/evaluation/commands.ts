import { BAD, DAILY } from '../../domain/command-line/testing/lines.ts';
import type { Question } from './question.ts';

/** Lines of attacks and of every day. */
export const COMMANDS: readonly Question<'analyze-command-line'>[] = [
  ...BAD.map(
    ([verdict, technique, commandLine]): Question<'analyze-command-line'> => ({
      input: { commandLine },
      // One that is worse than expected is not wrong; one that lets it go is.
      isRight: (output) =>
        (output.verdict === verdict || output.verdict === 'malicious') &&
        (technique === null || output.techniques.includes(technique)),
    }),
  ),
  ...DAILY.map(
    (commandLine): Question<'analyze-command-line'> => ({
      input: { commandLine },
      isRight: ({ verdict }) => verdict === 'benign' || verdict === 'unknown',
    }),
  ),
];
