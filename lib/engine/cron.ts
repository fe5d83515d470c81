import { Cron } from 'croner';

/** When `expression` (`0 9 * * 1-5`, optionally `TZ=Europe/Rome 0 9 * * 1-5`; else UTC) is due next. */
export function nextCronTime(expression: string, after: Date): Date | null {
  const [, zone, pattern] = /^(?:(?:CRON_)?TZ=(\S+)\s+)?(.+)$/.exec(expression.trim()) ?? [];
  if (pattern === undefined || pattern.split(/\s+/).length !== 5) {
    throw new Error(`"${expression}" is not a cron expression of five fields`);
  }
  return new Cron(pattern, { timezone: zone ?? 'UTC', paused: true }).nextRun(after);
}
