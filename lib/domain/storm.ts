import { z } from 'zod';

/** What an administrator sets about storms, at each automation that makes cases of a source's events. */
export const STORM_PARAMETERS = {
  stormGuard: z
    .boolean()
    .default(true)
    .describe('Past so many cases from one rule, one storm case collects what it sends on.'),
  stormCases: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(30)
    .describe('Cases that one rule may open in that time. What comes then is collected.'),
  stormMinutes: z.number().int().min(1).max(60).default(1).describe('Minutes in which those cases are counted.'),
  stormQuietMinutes: z
    .number()
    .int()
    .min(1)
    .max(1_440)
    .default(10)
    .describe('A storm is over when its rule has sent nothing new for so many minutes.'),
};
export type StormParameters = z.infer<z.ZodObject<typeof STORM_PARAMETERS>>;

/** When a rule's events become a storm. */
export interface StormLimits {
  cases: number;
  windowMs: number;
  quietMs: number;
}

/** The rule that an event came from, and its limits. */
export interface StormGuard extends StormLimits {
  /** As the source calls it; empty: the source does not say, and all of it is one rule. */
  rule: string;
}

const MINUTE_MS = 60_000;
const LONGEST_RULE = 200;

/** Null: the guard is switched off. */
export function stormGuardOf(parameters: StormParameters, rule: string | null | undefined): StormGuard | null {
  if (!parameters.stormGuard) return null;
  return {
    rule: (rule ?? '').trim().slice(0, LONGEST_RULE).toWellFormed().replaceAll('\0', ''),
    cases: parameters.stormCases,
    windowMs: parameters.stormMinutes * MINUTE_MS,
    quietMs: parameters.stormQuietMinutes * MINUTE_MS,
  };
}

/** The storm that a rule has now. */
export interface RunningStorm {
  /** Its case is open. */
  open: boolean;
  lastEventAt: Date;
}

/**
 * What becomes of an event that would open a case. `opened`: those of the rule in this window, this one among them. A storm goes on until
 * its rule was quiet for long enough, however few come then; where somebody ended its case before that, another one begins.
 */
export function decideStorm(
  { cases, quietMs }: StormLimits,
  { opened, storm, now }: { opened: number; storm: RunningStorm | null; now: Date },
): 'open' | 'begin' | 'collect' {
  const goesOn = storm !== null && now.getTime() - storm.lastEventAt.getTime() < quietMs;
  if (goesOn) return storm.open ? 'collect' : 'begin';
  return opened > cases ? 'begin' : 'open';
}

/** Names the rule in a sentence: “LsassDump” of crowdstrike. */
export const ruleWords = (rule: string, source: string): string => (rule === '' ? source : `“${rule}” of ${source}`);

/** `1 minute`, `5 minutes`. */
export function minutesOf(milliseconds: number): string {
  const minutes = Math.max(1, Math.round(milliseconds / MINUTE_MS));
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}
