const UNITS: readonly [name: string, seconds: number, spelling: RegExp][] = [
  ['d', 86_400, /^d(ays?)?$/],
  ['h', 3600, /^h(rs?|ours?)?$/],
  ['min', 60, /^m(in(ute)?s?)?$/],
  ['s', 1, /^s(ec(ond)?s?)?$/],
];
const PART = /(\d+(?:\.\d+)?)\s*([a-z]*)/gy;

/**
 * Every second of a length of time: `1 h 30 min`. Never days: by office hours they would be ambiguous. Reads back as the same with
 * {@link parseDuration}.
 */
export function exactDuration(seconds: number): string {
  let left = seconds;
  const parts = UNITS.slice(1)
    .map(([name, size]) => {
      const count = Math.floor(left / size);
      left -= count * size;
      return count > 0 ? `${count} ${name}` : '';
    })
    .filter(Boolean);
  return parts.join(' ') || '0 min';
}

/** Seconds of `90`, `1h 30m`, `2 days`: a number without a unit is minutes. Null for what is no length of time. */
export function parseDuration(text: string): number | null {
  const clean = text.trim().toLowerCase().replaceAll(',', ' ').replace(/\s+/g, ' ');
  if (clean === '') return null;
  let total = 0;
  PART.lastIndex = 0;
  while (PART.lastIndex < clean.length) {
    const part = PART.exec(clean);
    if (!part) return null;
    const size = part[2] === '' ? 60 : UNITS.find(([, , spelling]) => spelling.test(part[2]!))?.[1];
    if (!size) return null;
    total += Number(part[1]) * size;
    if (clean[PART.lastIndex] === ' ') PART.lastIndex += 1;
  }
  return Math.round(total);
}
