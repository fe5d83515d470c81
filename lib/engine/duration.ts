const UNITS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Milliseconds of the SDK's duration strings: `10s`, `1h30m`, `7d`. Throws on anything else. */
export function parseDuration(text: string): number {
  const parts = [...text.trim().matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d|w)/gy)];
  if (parts.length === 0 || parts.map((part) => part[0]).join('') !== text.trim()) {
    throw new Error(`"${text}" is not a duration like 30s or 1h30m`);
  }
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * UNITS[unit!]!, 0);
}

/** The moment a duration (from `now`) or an ISO time stands for. */
export function parseMoment(text: string, now: Date): Date {
  if (/^\d{4}-\d\d-\d\dT/.test(text)) {
    const moment = new Date(text);
    if (Number.isNaN(moment.getTime())) throw new Error(`"${text}" is not a time`);
    return moment;
  }
  return new Date(now.getTime() + parseDuration(text));
}
