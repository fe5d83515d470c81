const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** How a moment (ISO 8601) may be written in a sentence; what is no moment is written as it is. A clock is always told with its zone. */
export function spellingsOf(value: string): string[] {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2})(:\d{2})(?:\.\d+)?Z$/.exec(value);
  if (!match) return [value];
  const [, year, month, day, minutes, seconds] = match;
  const days = [
    `${year}-${month}-${day}`,
    `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`,
    `${MONTHS[Number(month) - 1]} ${Number(day)}, ${year}`,
  ];
  const clocks = [minutes!, `${minutes}${seconds}`];
  return [
    value,
    `${days[0]}T${minutes}${seconds}Z`,
    ...days,
    ...days.flatMap((one) =>
      clocks.flatMap((clock) => [' ', ', ', ' at '].map((between) => `${one}${between}${clock} UTC`)),
    ),
  ];
}
