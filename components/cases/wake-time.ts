/** A moment as `datetime-local` inputs write it: the browser's own zone, no seconds. */
export function localInput(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The next day at 09:00 where the browser is: when most held cases come back. */
export function tomorrowMorning(now: Date): string {
  return localInput(new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 9));
}
