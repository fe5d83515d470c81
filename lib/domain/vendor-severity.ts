import type { Severity } from './severity.ts';

/** Falcon's bands: a number from `from` up to the next band has this name. */
export const FALCON_SEVERITIES = [
  { from: 80, name: 'Critical', severity: 'critical' },
  { from: 60, name: 'High', severity: 'high' },
  { from: 40, name: 'Medium', severity: 'medium' },
  { from: 20, name: 'Low', severity: 'low' },
  { from: 0, name: 'Informational', severity: 'informational' },
] as const satisfies readonly { from: number; name: string; severity: Severity }[];

/** What a Falcon alert or case is to us, by its number, else by its name. One that says nothing must still be seen: `medium`. */
export function severityOfFalcon({
  severity,
  severity_name,
}: {
  severity: number | null;
  severity_name: string | null;
}): Severity {
  const name = severity_name?.toLowerCase();
  const band =
    severity === null
      ? FALCON_SEVERITIES.find((one) => one.name.toLowerCase() === name)
      : FALCON_SEVERITIES.find(({ from }) => severity >= from);
  return band?.severity ?? 'medium';
}

/**
 * SentinelOne gives a threat no severity, but a classification and how sure it is. The first row that fits decides; null fits everything.
 */
export const SENTINELONE_SEVERITIES = [
  { classification: 'ransomware', confidence: 'malicious', severity: 'critical' },
  { classification: 'ransomware', confidence: null, severity: 'high' },
  { classification: 'pua', confidence: null, severity: 'low' },
  { classification: 'adware', confidence: null, severity: 'low' },
  { classification: null, confidence: 'malicious', severity: 'high' },
  { classification: null, confidence: 'suspicious', severity: 'medium' },
  { classification: null, confidence: 'n/a', severity: 'low' },
  { classification: null, confidence: null, severity: 'medium' },
] as const satisfies readonly { classification: string | null; confidence: string | null; severity: Severity }[];

/** What a SentinelOne threat is to us, by its `classification` and `confidenceLevel`, in any case. */
export function severityOfSentinelOne({
  classification,
  confidence,
}: {
  classification: string | null;
  confidence: string | null;
}): Severity {
  const fits = (wanted: string | null, said: string | null) => wanted === null || wanted === said?.trim().toLowerCase();
  return SENTINELONE_SEVERITIES.find(
    (row) => fits(row.classification, classification) && fits(row.confidence, confidence),
  )!.severity;
}
