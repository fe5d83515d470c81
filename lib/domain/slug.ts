/**
 * A key made of a name: lower-case ASCII letters and digits, with `joiner` for what is between them; accents are dropped. Empty where the
 * name has neither.
 */
export function slugOf(name: string, joiner: '-' | '_', max = 40): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, joiner);
  const ends = new RegExp(`^${joiner}+|${joiner}+$`, 'g');
  return plain.replaceAll(ends, '').slice(0, max).replaceAll(ends, '');
}
