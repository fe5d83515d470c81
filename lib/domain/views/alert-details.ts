import { z } from 'zod';
import { COMMAND_VERDICTS } from '../command-verdict.ts';
import { Moment } from './common.ts';

const text = z.string().nullable();

/** What each process was in the tree: the one that was detected, the one that started it, and the one before. */
export const PROCESS_ROLES = ['grandparent', 'parent', 'process'] as const;
export type ProcessRole = (typeof PROCESS_ROLES)[number];

export const AlertProcess = z.object({
  role: z.enum(PROCESS_ROLES),
  name: text,
  path: text,
  commandLine: text,
  user: text,
  md5: text,
  sha1: text,
  sha256: text,
});
export type AlertProcess = z.infer<typeof AlertProcess>;

/** How many entries the lists of an alert's details are short of. */
export const LeftOut = z.object({
  connections: z.number().int(),
  names: z.number().int(),
  files: z.number().int(),
  indicators: z.number().int(),
});
export type LeftOut = z.infer<typeof LeftOut>;

/** What a vendor's API knows of an alert, as far as an analyst works with it. A page shows at most 100 entries of a list. */
export const AlertDetails = z.object({
  /** In the order in which they were started. */
  processes: z.array(AlertProcess),
  host: z
    .object({ name: text, id: text, os: text, site: text, localAddress: text, externalAddress: text, mac: text })
    .nullable(),
  user: text,
  tactic: text,
  techniques: z.array(z.object({ id: z.string(), name: text })),
  disposition: text,
  status: text,
  assignee: text,
  connections: z.array(z.object({ address: z.string(), port: z.number().nullable(), protocol: text })),
  /** Names that were resolved. */
  names: z.array(z.string()),
  /** Written or quarantined. */
  files: z.array(z.object({ name: text, path: text, sha256: text, state: text })),
  /** Indicators that the vendor names itself, by its own word for the type. */
  indicators: z.array(z.object({ type: text, value: z.string() })),
  /** What the lists do not hold; missing: they hold everything. */
  leftOut: LeftOut.optional(),
});
export type AlertDetails = z.infer<typeof AlertDetails>;

/** What came of looking at one command line of an alert. */
export const CommandLook = z.object({
  role: z.enum(PROCESS_ROLES),
  verdict: z.enum(COMMAND_VERDICTS),
  /** 0 to 1. */
  confidence: z.number(),
  techniques: z.array(z.string()),
  /** The line as it runs, where that is another than the one that was written. */
  decoded: text,
  indicators: z.array(z.object({ type: z.string(), value: z.string() })),
  /** The pattern of the known-good list that it fits: it was not looked at any further. */
  knownGood: text,
  by: z.enum(['model', 'rules']),
  /** The whole answer, among the case's analyses; null where nobody was asked. */
  outputId: text,
});
export type CommandLook = z.infer<typeof CommandLook>;

/** The details of a case's event. */
export const EventDetails = z.object({ ...AlertDetails.shape, commands: z.array(CommandLook), readAt: Moment });
export type EventDetails = z.infer<typeof EventDetails>;
