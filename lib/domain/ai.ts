import { z } from 'zod';

/** What a model may be asked to do. Each has a version by rules alone, which answers where no model does. */
export const AI_TASKS = [
  'analyze-command-line',
  'summarize-endpoint',
  'summarize-health',
  'propose-mapping',
  'investigate',
] as const;
export const AiTaskId = z.enum(AI_TASKS);
export type AiTaskId = z.infer<typeof AiTaskId>;

export const AI_TASK_TITLES: Record<AiTaskId, string> = {
  'analyze-command-line': 'Analyse command lines',
  'summarize-endpoint': 'Summarise devices',
  'summarize-health': 'Summarise the daily check',
  'propose-mapping': 'Propose mappings',
  investigate: 'Investigate cases',
};

/** How the model may be asked; what an administrator set goes before what ships. */
export interface AiTerms {
  model: string | null;
  /** Longest wait for an answer. */
  timeoutSeconds: number;
  /** Calls a UTC day; null: no limit. */
  dailyCalls: number | null;
  /** Tokens a UTC day, of prompts and answers; null: no limit. */
  dailyTokens: number | null;
  /** Tokens of one answer. */
  maxAnswerTokens: number;
  /** The server is asked for JSON without a schema, which stands in the prompt alone; else it is to hold its model to the schema. */
  schemaInPrompt: boolean;
  /** Texts of cases that are TLP:RED may be sent, too. */
  sendTlpRed: boolean;
  /** Tasks that rules alone do, although a model is there. */
  off: readonly AiTaskId[];
}

export const SHIPPED_AI_TERMS: AiTerms = {
  model: null,
  timeoutSeconds: 60,
  dailyCalls: 2_000,
  dailyTokens: 5_000_000,
  maxAnswerTokens: 2_000,
  schemaInPrompt: false,
  sendTlpRed: false,
  off: [],
};

const most = (max: number) => z.number().int().min(0).max(max).nullable().optional();

/** The settings of the connector `ai`. */
export const AiSettings = z.strictObject({
  model: z.string().trim().min(1).max(200).optional().describe('The name of the model, as the endpoint lists it.'),
  timeoutSeconds: z.number().min(1).max(600).optional().describe('Longest wait for an answer. Default 60.'),
  dailyCalls: most(10_000_000).describe('Most calls a day (UTC); null: no limit. Default 2,000.'),
  dailyTokens: most(10_000_000_000).describe('Most tokens a day (UTC); null: no limit. Default 5,000,000.'),
  maxAnswerTokens: z
    .number()
    .int()
    .min(64)
    .max(100_000)
    .optional()
    .describe('Most tokens of an answer. Default 2,000.'),
  schemaInPrompt: z
    .boolean()
    .optional()
    .describe(
      'The server holds no model to a schema: it stands in the prompt alone. One that refuses it is asked so. Default no.',
    ),
  sendTlpRed: z.boolean().optional().describe('Send texts of cases that are TLP:RED, too. Default no.'),
  commandLinesByRules: z.boolean().optional().describe('Command lines are analysed by the rules alone. Default no.'),
  devicesByRules: z.boolean().optional().describe('Devices are summarised by the rules alone. Default no.'),
  healthByRules: z.boolean().optional().describe('The daily check is summarised by the rules alone. Default no.'),
  mappingsByRules: z.boolean().optional().describe('Mappings are proposed by the rules alone. Default no.'),
  investigationsByRules: z.boolean().optional().describe('Scout investigates by the rules alone. Default no.'),
});

/** The setting that leaves a task to the rules. */
const BY_RULES = {
  'analyze-command-line': 'commandLinesByRules',
  'summarize-endpoint': 'devicesByRules',
  'summarize-health': 'healthByRules',
  'propose-mapping': 'mappingsByRules',
  investigate: 'investigationsByRules',
} as const satisfies Record<AiTaskId, keyof z.infer<typeof AiSettings>>;

/** The terms as they are set. What cannot be read counts as not set. */
export function aiTermsOf(settings: unknown): AiTerms {
  const set = AiSettings.safeParse(settings).data ?? {};
  const { model, timeoutSeconds, dailyCalls, dailyTokens, maxAnswerTokens, schemaInPrompt, sendTlpRed } = set;
  const named = { model, timeoutSeconds, dailyCalls, dailyTokens, maxAnswerTokens, schemaInPrompt, sendTlpRed };
  const given = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
  return { ...SHIPPED_AI_TERMS, ...given, off: AI_TASKS.filter((id) => set[BY_RULES[id]] === true) };
}
