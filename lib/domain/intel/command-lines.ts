import type { AlertDetails, CommandLook } from '../views/alert-details.ts';

/** What makes a text a command line and no blank: a regular expression that means the same here and to Postgres. */
export const COMMAND_LINE_SIGN = '[^ \\t\\n\\v\\f\\r]';
const SIGN = new RegExp(COMMAND_LINE_SIGN);

export interface AlertCommands {
  vendorId: string;
  details: AlertDetails;
  commands: readonly CommandLook[];
}

/** One command line, in however many alerts. */
export interface CommandToLookAt {
  line: string;
  /** Composite ids of the alerts that have it. */
  ids: string[];
  /** Of the known-good list: nobody has to look at it. */
  knownGood: string | null;
  /** Of the first alert that has it: what started it, the nearest first. */
  parents: string[];
  user: string | null;
  host: string | null;
}

/**
 * The command lines of alerts, each once: those of the detected processes before those that led to them, so that a limit cuts what matters least.
 * @param knownGoodOf the pattern that a line fits, or null
 * @param anew also those that were looked at before
 */
export function commandsToLookAt(
  alerts: readonly AlertCommands[],
  { knownGoodOf, anew }: { knownGoodOf: (line: string) => string | null; anew: boolean },
): CommandToLookAt[] {
  const found = new Map<string, CommandToLookAt & { rank: number }>();
  for (const { vendorId, details, commands } of alerts) {
    const tree = details.processes.toReversed();
    for (const [rank, { role, commandLine: line, user }] of tree.entries()) {
      if (!line || !SIGN.test(line) || (!anew && commands.some((look) => look.role === role))) continue;
      const known = found.get(line);
      if (known) {
        known.rank = Math.min(known.rank, rank);
        if (!known.ids.includes(vendorId)) known.ids.push(vendorId);
        continue;
      }
      found.set(line, {
        ...{ line, ids: [vendorId], rank, knownGood: knownGoodOf(line) },
        parents: tree.slice(rank + 1).flatMap(({ commandLine }) => commandLine ?? []),
        user: user ?? details.user,
        host: details.host?.name ?? null,
      });
    }
  }
  return [...found.values()].toSorted((a, b) => a.rank - b.rank).map(({ rank: _, ...command }) => command);
}
