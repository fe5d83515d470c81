import type { ObservableType } from '#lib/domain/observables/types.ts';

export interface Found {
  type: ObservableType;
  value: string;
}

/** What a text would add: each observable in it once, and the short lines in which nothing was found, which somebody may have meant. */
export function previewOf(
  text: string,
  items: readonly { type: ObservableType; value: string; start: number; end: number }[],
): { found: Found[]; loose: string[] } {
  const found = new Map(items.map(({ type, value }) => [`${type} ${value}`, { type, value }]));
  const loose = new Set<string>();
  let at = 0;
  for (const line of text.split('\n')) {
    const end = at + line.length;
    const word = line.trim();
    const empty = !items.some((item) => item.start < end && item.end > at);
    // A sentence is no value.
    if (word && empty && word.length <= MOST && !/\s\S+\s\S+\s/.test(word)) loose.add(word);
    at = end + 1;
  }
  return { found: [...found.values()], loose: [...loose] };
}

const MOST = 512;
