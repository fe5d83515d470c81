import type { CommandVerdict } from '../command-verdict.ts';

/** What one run came to, for the timeline. */
export interface IntelDone {
  /** Where the alerts were read, such as Falcon. */
  system: string;
  alerts: { read: number; changed: number; missing: number; more: boolean };
  commands: { verdicts: readonly CommandVerdict[]; knownGood: number; more: boolean };
  indicators: {
    found: number;
    added: number;
    assets: number;
    asked: number;
    malicious: number;
    /** Nobody was asked about them yet. */
    unasked: number;
    /** Not on the case yet. */
    notAdded: number;
    /** Of alerts whose lists are too long to be kept. */
    leftOut: number;
  };
  /** Who spoke, as a sentence. */
  spoke: string;
  incomplete: boolean;
  session: { note: string | null };
  warnings: readonly string[];
}

const several = (count: number, one: string, more: string) => (count === 1 ? `1 ${one}` : `${count} ${more}`);

/** A few sentences of what a run found, each only where there is something to say. */
export function intelSummary({
  system,
  alerts,
  commands,
  indicators,
  spoke,
  incomplete,
  session,
  warnings,
}: IntelDone): string {
  const count = (verdict: CommandVerdict) => commands.verdicts.filter((one) => one === verdict).length;
  const bad = [
    ...(count('malicious') > 0 ? [`malicious: ${count('malicious')}`] : []),
    ...(count('suspicious') > 0 ? [`suspicious: ${count('suspicious')}`] : []),
    ...(commands.knownGood > 0 ? [`known to be good: ${commands.knownGood}`] : []),
  ];
  return [
    `Read ${several(alerts.read, 'alert', 'alerts')} at ${system}, new or changed: ${alerts.changed}.`,
    ...(alerts.missing > 0 ? [`${system} shows no more: ${several(alerts.missing, 'alert', 'alerts')}.`] : []),
    ...(alerts.more ? ['The case has more alerts than one run reads.'] : []),
    `Analysed ${several(commands.verdicts.length, 'command line', 'command lines')}${bad.length > 0 ? ` (${bad.join(', ')})` : ''}.`,
    ...(commands.more ? ['There are more command lines than one run analyses.'] : []),
    `Found ${several(indicators.found, 'observable', 'observables')}, new on the case: ${indicators.added}, our own: ${indicators.assets}.`,
    `Asked about ${several(indicators.asked, 'indicator', 'indicators')}, malicious: ${indicators.malicious}.`,
    ...(indicators.unasked > 0
      ? [`${several(indicators.unasked, 'more was', 'more were')} not asked about: the next run begins with them.`]
      : []),
    ...(indicators.notAdded > 0
      ? [`${several(indicators.notAdded, 'more was', 'more were')} not added: the button adds the next.`]
      : []),
    ...(indicators.leftOut > 0 ? [`Left out, because the lists of an alert are too long: ${indicators.leftOut}.`] : []),
    ...(indicators.asked > 0 ? [spoke] : []),
    ...(incomplete ? ['A source owes an answer.'] : []),
    ...(session.note ? [session.note] : []),
    ...warnings,
  ].join(' ');
}
