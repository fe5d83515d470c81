import { fql } from '../../connectors/crowdstrike.ts';
import type { Severity } from '../../domain/severity.ts';
import { FALCON_SEVERITIES } from '../../domain/vendor-severity.ts';

/** These severities by Falcon's numbers; of those that lie side by side one range. */
export function rangesOf(severities: readonly Severity[]): fql.Fql | null {
  const ranges: { from: number; below: number | null }[] = [];
  let above: number | null = null;
  for (const { severity, from } of FALCON_SEVERITIES) {
    const last = ranges.at(-1);
    if (severities.includes(severity)) {
      if (last && last.from === above) last.from = from;
      else ranges.push({ from, below: above });
    }
    above = from;
  }
  return fql.anyOf(
    ...ranges.map(({ from, below }) =>
      fql.allOf(fql.where('severity', '>=', from), below === null ? null : fql.where('severity', '<', below)),
    ),
  );
}
