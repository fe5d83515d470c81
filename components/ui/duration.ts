const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** Seconds in at most two units, as a person says it: `42 s`, `9 min`, `1 h 05 min`, `2 d 6 h`. */
export function formatDuration(seconds: number): string {
  const total = Math.max(0, Math.round(seconds));
  if (total < MINUTE) return `${total} s`;
  if (total < HOUR) return `${Math.floor(total / MINUTE)} min`;
  if (total < DAY) {
    const hours = Math.floor(total / HOUR);
    const minutes = Math.floor((total % HOUR) / MINUTE);
    return hours >= 10 || minutes === 0 ? `${hours} h` : `${hours} h ${String(minutes).padStart(2, '0')} min`;
  }
  const days = Math.floor(total / DAY);
  const hours = Math.floor((total % DAY) / HOUR);
  return days >= 10 || hours === 0 ? `${days} d` : `${days} d ${hours} h`;
}

/** Seconds in one unit: `now`, `42 s`, `9 min`, `3 h`, `12 d`. */
export function formatAge(seconds: number): string {
  if (seconds < 5) return 'now';
  if (seconds < MINUTE) return `${Math.floor(seconds)} s`;
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min`;
  if (seconds < DAY) return `${Math.floor(seconds / HOUR)} h`;
  return `${Math.floor(seconds / DAY)} d`;
}

/** Milliseconds of something short: `8 ms`, `1.9 s`, `2 min`. */
export function formatMilliseconds(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return formatDuration(ms / 1000);
}

/** `MM:SS` of what is left, for the last ten minutes, when each second counts. */
export function formatCountdown(seconds: number): string {
  const total = Math.max(0, Math.ceil(seconds));
  return `${String(Math.floor(total / MINUTE)).padStart(2, '0')}:${String(total % MINUTE).padStart(2, '0')}`;
}
