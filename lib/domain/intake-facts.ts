import type { AutomationParameters } from './automations.ts';
import { type IntakeFacts, isListed } from './intake.ts';
import type { MappedCase } from './mapping.ts';
import { atLeast } from './severity.ts';

/** What an event itself brings to the decision over it; the rest is the case that stands, and the time. */
export interface EventFacts extends Pick<IntakeFacts, 'statusOpens' | 'barred' | 'reopenWithinDays'> {
  /** The vendor's status says that it is over. */
  statusEnds: boolean;
  /** It is over, and a parameter trusts the vendor. */
  resolves: boolean;
}

/** At Wiz the issue is over. */
const WIZ_ENDED = ['RESOLVED', 'REJECTED'];
/** Words with which other senders say that an alert is over. */
const ENDED = ['RESOLVED', 'CLOSED', 'DONE', 'OK', 'RECOVERED', 'REJECTED', 'DISMISSED'];

/** Wiz: status and severity, compared without case, decide what may open a case. */
export function wizFacts(mapped: MappedCase, parameters: AutomationParameters<'wiz-incident'>): EventFacts {
  const status = (mapped.status ?? 'OPEN').toUpperCase();
  const statusOpens = isListed(status, parameters.statuses);
  const statusEnds = isListed(status, WIZ_ENDED);
  const would = (words: readonly string[]) => `${words.join(', ') || 'none'} would.`;
  return {
    statusOpens,
    statusEnds,
    barred: !statusOpens
      ? `The status ${status} opens no case; ${would(parameters.statuses)}`
      : !isListed(mapped.severity, parameters.severities)
        ? `The severity ${mapped.severity.toUpperCase()} opens no case; ${would(parameters.severities)}`
        : null,
    reopenWithinDays: parameters.reopenWithinDays,
    resolves: statusEnds && parameters.resolveWithWiz,
  };
}

/** A named source: what is not over and severe enough may open a case. */
export function genericFacts(mapped: MappedCase, parameters: AutomationParameters<'generic-alert'>): EventFacts {
  const statusEnds = mapped.status !== undefined && isListed(mapped.status, ENDED);
  return {
    statusOpens: !statusEnds,
    statusEnds,
    barred: statusEnds
      ? `The status ${mapped.status} opens no case.`
      : !atLeast(mapped.severity, parameters.minimumSeverity)
        ? `The severity ${mapped.severity} is below ${parameters.minimumSeverity}.`
        : null,
    reopenWithinDays: parameters.reopenWithinDays,
    resolves: false,
  };
}
