import { z } from 'zod';
import { ENRICHMENT_SOURCES, type EnrichmentSource } from '../enrichment/sources.ts';
import { define } from './define.ts';

const FIRST_SOURCES: ReadonlySet<EnrichmentSource> = new Set(['virustotal', 'recordedfuture', 'otx']);

export const checkObservables = define({
  title: 'Check observables',
  description: 'Asks each source about each observable at the same time. Other automations run it.',
  triggers: [],
  nested: true,
  parameters: z.strictObject({
    withoutSources: z
      .array(z.enum(ENRICHMENT_SOURCES))
      .max(ENRICHMENT_SOURCES.length)
      .default([])
      .describe(
        `Of ${ENRICHMENT_SOURCES.join(', ')} those that are not asked, although their connectors are switched on.`,
      ),
  }),
  // It once held the sources that are asked, so that one that came later would never have been.
  upgrade: ({ sources, ...stored }) =>
    Array.isArray(sources)
      ? {
          withoutSources: ENRICHMENT_SOURCES.filter((one) => FIRST_SOURCES.has(one) && !sources.includes(one)),
          ...stored,
        }
      : stored,
});
