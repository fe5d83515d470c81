import { z } from 'zod';
import { COMMAND_VERDICTS } from '../command-verdict.ts';

/** What a command line does, as it is kept and shown. */
export const CommandAnalysisView = z.object({
  verdict: z.enum(COMMAND_VERDICTS),
  /** 0 to 1. */
  confidence: z.number().min(0).max(1),
  /** MITRE ATT&CK. */
  techniques: z.array(z.string().regex(/^T\d{4}(\.\d{3})?$/)),
  reasons: z.array(
    z.object({
      text: z.string(),
      /** Places in `text` of the analysis, in UTF-16 units. */
      spans: z.array(z.object({ start: z.number().int(), end: z.number().int() })),
    }),
  ),
  indicators: z.array(z.object({ type: z.string(), value: z.string() })),
  /** The line as it runs, as far as that can be told. */
  text: z.string(),
  /** What was undone to read it. */
  steps: z.array(z.object({ kind: z.string(), round: z.number().int(), result: z.string() })),
  decoded: z.array(z.string()),
  /** The pattern of a known-good list that it fits. */
  knownGood: z.string().nullable(),
});
export type CommandAnalysisView = z.infer<typeof CommandAnalysisView>;
