import { z } from 'zod';
import { Tier } from '../member.ts';

/** What Scout may do without asking. */
export const SCOUT_ACTS = ['comment', 'tag', 'enrich', 'task', 'advance', 'resolve'] as const;
export type ScoutAct = (typeof SCOUT_ACTS)[number];

export const ACT_TITLES: Record<ScoutAct, string> = {
  comment: 'Commented',
  tag: 'Tagged',
  enrich: 'Asked the sources',
  task: 'Did a task',
  advance: 'Advanced the phase',
  resolve: 'Resolved as benign',
};

/** Severities that Scout may ever resolve; what is graver is for people, whatever the settings. */
export const RESOLVABLE = ['informational', 'low', 'medium'] as const;

/** What an administrator sets. `ScoutParameters.parse({})` gives the shipped ones. */
export const ScoutParameters = z.strictObject({
  acts: z
    .array(z.enum(SCOUT_ACTS))
    .max(SCOUT_ACTS.length)
    .default([...SCOUT_ACTS])
    .describe('What Scout does by itself. Everything else it proposes.'),
  resolveUpTo: z.enum(RESOLVABLE).default('medium').describe('The highest severity that Scout resolves.'),
  resolveCategories: z
    .array(z.string().trim().min(1).max(100))
    .max(100)
    .default([])
    .describe('Only cases of these categories are resolved. Empty: every category.'),
  similarNeeded: z
    .number()
    .int()
    .min(0)
    .max(20)
    .default(0)
    .describe(
      'So many similar cases must have ended as harmless; 0: none has to be known. One that ended as an attack forbids it whatever stands here.',
    ),
  waitSeconds: z
    .number()
    .int()
    .min(0)
    .max(3_600)
    .default(300)
    .describe(
      'Seconds for which Scout waits for automations that still look at the case. Where they take longer, it hands the case over.',
    ),
  tier: Tier.default(1).describe('The tier that a case is handed over to.'),
  tierOfMalice: Tier.default(2).describe('The tier that a case is handed over to where Scout found malice.'),
});
export type ScoutParameters = z.infer<typeof ScoutParameters>;

export type MayAct = { may: true } | { may: false; reason: string };

/** Whether Scout may do something by itself. What is not in {@link SCOUT_ACTS} is for a person, whatever is set. */
export function mayAct(act: string, { acts }: Pick<ScoutParameters, 'acts'>): MayAct {
  if (!(SCOUT_ACTS as readonly string[]).includes(act))
    return { may: false, reason: 'Only a person may do this: it is proposed.' };
  if (!(acts as readonly string[]).includes(act))
    return { may: false, reason: 'An administrator has not allowed Scout to do this by itself.' };
  return { may: true };
}
