import type { MaskKind } from './finder.ts';

const MOST = 500;

/** Whether a value is so much its own that it is masked wherever it stands: a password of plain letters may be a word of the text. */
function isTelling(kind: MaskKind, value: string): boolean {
  if (kind === 'NUMBER') return value.length >= 5;
  if (kind === 'BIRTH' || kind === 'ADDRESS') return value.length >= 8;
  return kind === 'SECRET' && value.length >= 6 && /[^\p{L}]/u.test(value) && !/^\d{1,5}$|^[\w-]+\.\w+$/.test(value);
}

/** What was found by the words beside it, to be found again where there are none: the password, a second time, without its name. */
export interface Repeated {
  note(kind: MaskKind, value: string): void;
  replace(text: string, place: (kind: MaskKind, value: string) => string): string;
}

export function createRepeated(): Repeated {
  const values = new Map<string, MaskKind>();
  let inOrder: [value: string, kind: MaskKind][] | null = null;
  return {
    note(kind, value) {
      if (values.size >= MOST || values.has(value) || !isTelling(kind, value)) return;
      values.set(value, kind);
      inOrder = null;
    },
    replace(text, place) {
      // What holds another goes first.
      inOrder ??= [...values].sort(([a], [b]) => b.length - a.length);
      let out = text;
      for (const [value, kind] of inOrder)
        if (out.includes(value)) out = out.replaceAll(value, () => place(kind, value));
      return out;
    },
  };
}
