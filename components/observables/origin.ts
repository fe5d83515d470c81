/** Where an observable came from, as words: one place, and all of them. A path is a JSON pointer or a dotted path into the vendor's body. */
export function originWords(origins: readonly { path: string }[]): { short: string; all: string } {
  const places = [...new Set(origins.map(({ path }) => (path === 'manual' ? 'by hand' : path)))];
  const [first = 'unknown', ...rest] = places;
  return { short: rest.length > 0 ? `${first} +${rest.length}` : first, all: places.join('\n') || first };
}
