/**
 * What is kept from a model: secrets, cards, accounts and tax codes for good, other data of people until its answer is here. `NUMBER`: of an
 * order, a customer, a loyalty card, a document.
 */
export const MASK_KINDS = [
  'SECRET',
  'CARD',
  'IBAN',
  'TAX',
  'EMAIL',
  'PHONE',
  'NAME',
  'ADDRESS',
  'BIRTH',
  'NUMBER',
] as const;
export type MaskKind = (typeof MASK_KINDS)[number];

/**
 * Something to mask: what the group `value` (or `quoted`, or `single`) holds, or all of it where there is none. A group ends its match, but
 * for quotes. Each pattern is global and has bounded parts.
 */
export interface Finder {
  kind: MaskKind;
  pattern: RegExp;
  /** Whether it is one, or which part of it is: the empty one where it is something else as a whole. Absent: all of it is one. */
  keep?: (value: string) => boolean | string;
}

/** A finder; without `keep` if there is none. */
export const finder = (kind: MaskKind, pattern: RegExp, keep?: Finder['keep']): Finder => ({
  kind,
  pattern,
  ...(keep && { keep }),
});

/** A part of a text, and where it stands. */
export interface Found {
  text: string;
  start: number;
  end: number;
}

/** What a finder finds in a text, in order. What it takes for none is looked through again from its second sign on. */
export function findAll(text: string, { pattern, keep }: Finder): Found[] {
  const found: Found[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const { quoted, single, value = match[0] } = match.groups ?? {};
    const whole = quoted ?? single ?? value;
    const kept = keep?.(whole) ?? true;
    if (kept === false || whole === '') {
      pattern.lastIndex = match.index + 1;
      continue;
    }
    if (kept === '') continue;
    const part = kept === true ? whole : kept;
    const start = match.index + match[0].lastIndexOf(whole) + whole.indexOf(part);
    found.push({ text: part, start, end: start + part.length });
    if (part !== whole) pattern.lastIndex = start + part.length;
  }
  return found;
}
