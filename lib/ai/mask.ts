import { type Finder, MASK_KINDS, type MaskKind } from './mask/finder.ts';
import { PEOPLE } from './mask/people.ts';
import { namesSecret } from './mask/secret-names.ts';
import { SECRETS } from './mask/secrets.ts';

export { MASK_KINDS, type MaskKind };

/** Those whose place in an answer is filled in again. The others stay masked wherever they turn up. */
const RESTORED: ReadonlySet<MaskKind> = new Set(['EMAIL', 'PHONE', 'NAME', 'ADDRESS']);
const FINDERS: readonly Finder[] = [...SECRETS, ...PEOPLE];
const LONGEST = 262_144;

/** Masks what must not leave the house; the same value has the same placeholder wherever it stands. */
export interface Masker {
  mask(text: string): string;
  /** Every text of a value, at any depth; whole, and numbers too, what stands under the name of a secret. */
  maskAll(value: unknown): unknown;
  /** Puts people's data back. */
  restore(text: string): string;
  restoreAll(value: unknown): unknown;
  /** How many of each kind were masked. */
  counts(): Partial<Record<MaskKind, number>>;
}

/** @param tag random letters, so that no text from outside can be taken for a placeholder of ours */
export function createMasker(tag: string): Masker {
  const places = new Map<string, string>();
  const values = new Map<string, { kind: MaskKind; value: string }>();
  const counts: Partial<Record<MaskKind, number>> = {};

  function placeOf(kind: MaskKind, value: string): string {
    const known = places.get(`${kind} ${value}`);
    if (known) return known;
    counts[kind] = (counts[kind] ?? 0) + 1;
    const place = `[[${kind}_${counts[kind]}_${tag}]]`;
    places.set(`${kind} ${value}`, place);
    values.set(place, { kind, value });
    return place;
  }

  const isMasked = (text: string) => text.includes(`_${tag}]]`);

  /** What a finder has found, masked: its value, or the whole. */
  function maskOne({ kind, keep }: Finder, whole: string, groups: unknown): string {
    const { quoted, single, value = whole } = (typeof groups === 'object' ? groups : {}) as Record<string, string>;
    const found = quoted ?? single ?? value;
    if (isMasked(found) || keep?.(found) === false) return whole;
    const at = whole.lastIndexOf(found);
    return whole.slice(0, at) + placeOf(kind, found) + whole.slice(at + found.length);
  }

  function mask(text: string): string {
    let out = text.length > LONGEST ? text.slice(0, LONGEST) : text;
    for (const finder of FINDERS)
      out = out.replace(finder.pattern, (whole: string, ...rest) => maskOne(finder, whole, rest.at(-1)));
    return out;
  }

  const secretOf = (value: string) => (value === '' || isMasked(value) ? value : placeOf('SECRET', value));

  function maskAll(value: unknown, secret = false): unknown {
    if (typeof value === 'string') return secret ? secretOf(value) : mask(value);
    if (typeof value === 'number') return secret ? secretOf(String(value)) : value;
    if (Array.isArray(value)) return value.map((item) => maskAll(item, secret));
    if (typeof value !== 'object' || value === null) return value;
    const told = tellsOfSecret(value);
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        mask(key),
        maskAll(item, secret || namesSecret(key) || (told && SAYS_IT.has(key))),
      ]),
    );
  }

  function restore(text: string): string {
    if (!text.includes(tag)) return text;
    return text.replace(/\[\[[A-Z]{3,7}_\d{1,6}_\w{4,40}\]\]/g, (place) => {
      const of = values.get(place);
      return of && RESTORED.has(of.kind) ? of.value : of ? `[${of.kind.toLowerCase()}]` : place;
    });
  }

  function restoreAll(value: unknown): unknown {
    if (typeof value === 'string') return restore(value);
    if (Array.isArray(value)) return value.map(restoreAll);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [restore(key), restoreAll(item)]));
  }

  return { mask, maskAll: (value) => maskAll(value), restore, restoreAll, counts: () => ({ ...counts }) };
}

/** Where a pair is written out, `{name: "password", value: …}`, what names it and what it says. */
const NAMES_IT = ['name', 'key', 'label', 'field', 'header', 'path', 'id'];
const SAYS_IT: ReadonlySet<string> = new Set(['value', 'values', 'example', 'content']);

function tellsOfSecret(value: object): boolean {
  const pair = value as Record<string, unknown>;
  return NAMES_IT.some((name) => {
    const said = pair[name];
    // A title is no name: three words of it may well end so.
    return typeof said === 'string' && said.trim().split(/\s+/).length < 3 && namesSecret(said);
  });
}
