import { genericFacts } from '#lib/domain/intake-facts.ts';
import { intake } from './intake.ts';

/** An alert of a named source becomes a case, or reaches the case that it has. */
export const genericAlert = intake('generic-alert', {
  facts: genericFacts,
  report: (mapped, source) => `${source} reports ${mapped.status ?? 'an alert'}, severity ${mapped.severity}`,
  sender: (_mapped, source) => source,
});
