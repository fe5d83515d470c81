import type { AutomationParameters } from './automations.ts';
import { type IntakeFacts, isListed } from './intake.ts';
import type { MappedCase } from './mapping.ts';
import { atLeast, type Severity } from './severity.ts';

/** What an event itself brings to the decision over it; the rest is the case that stands, and the time. */
export interface EventFacts extends Pick<IntakeFacts, 'statusOpens' | 'barred' | 'reopenWithinDays'> {
  /** Of an object that the case has already: whether this reopens it once it has ended. Left out: where the status opens. */
  reopens?: boolean;
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

/** At Falcon an alert is over. */
const FALCON_ENDED = 'closed';

/**
 * Falcon: status and severity decide what may open a case. An alert that a case has already is told again for each tag and owner: only one
 * that was opened again at Falcon reopens the case.
 */
export function falconFacts(mapped: MappedCase, parameters: AutomationParameters<'crowdstrike-alert'>): EventFacts {
  const status = (mapped.status ?? 'new').toLowerCase();
  const statusOpens = isListed(status, parameters.statuses);
  return {
    statusOpens,
    reopens: status === 'reopened',
    statusEnds: status === FALCON_ENDED,
    barred: statusOpens
      ? belowMinimum(mapped, parameters.minimumSeverity)
      : `The status ${status} opens no case; ${parameters.statuses.join(', ') || 'none'} would.`,
    reopenWithinDays: parameters.reopenWithinDays,
    resolves: false,
  };
}

/** At SentinelOne a threat is over. */
const THREAT_ENDED = ['RESOLVED', 'FALSE_POSITIVE'];

/** SentinelOne: what is neither resolved nor judged a false positive there, and is severe enough, may open a case. */
export function threatFacts(mapped: MappedCase, parameters: AutomationParameters<'sentinelone-threat'>): EventFacts {
  const statusEnds = isListed(mapped.status ?? '', THREAT_ENDED);
  return {
    statusOpens: !statusEnds,
    statusEnds,
    barred: statusEnds
      ? `The status ${mapped.status} opens no case.`
      : belowMinimum(mapped, parameters.minimumSeverity),
    reopenWithinDays: parameters.reopenWithinDays,
    resolves: false,
  };
}

const belowMinimum = ({ severity }: MappedCase, minimum: Severity): string | null =>
  atLeast(severity, minimum) ? null : `The severity ${severity} is below ${minimum}.`;

/** The facts by which a case that has ended is reopened, where it has the event's own object already (`known`), or not. */
export const factsFor = (known: boolean, facts: EventFacts): EventFacts =>
  known && facts.reopens !== undefined ? { ...facts, statusOpens: facts.reopens } : facts;
