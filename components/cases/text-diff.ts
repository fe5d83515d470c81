/** A stretch of text that both have, or that only one of them has. */
export interface Stretch {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

/** Texts that differ in more places than this have little in common: they are compared line by line, and then not at all. */
const MOST_EDITS = 1000;
/** Words, spaces and single signs: what a reader sees changed. */
const WORDS = /\p{L}[\p{L}\p{M}\p{N}_]*|\p{N}+|\s+|./gsu;
const LINES = /[^\n]*\n|[^\n]+/g;

/** What turns `before` into `after`, word by word. The stretches without the added ones are `before`, without the removed ones `after`. */
export function textDiff(before: string, after: string): Stretch[] {
  for (const unit of [WORDS, LINES]) {
    const edits = edit(before.match(unit) ?? [], after.match(unit) ?? []);
    if (edits) return joined(edits);
  }
  return joined([
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ]);
}

/**
 * The shortest list of edits (E. Myers, An O(ND) difference algorithm, 1986), or null where it is longer than {@link MOST_EDITS}. `furthest`
 * holds, for each diagonal, how far into `a` that many edits lead.
 */
function edit(a: readonly string[], b: readonly string[]): Stretch[] | null {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let tail = 0;
  while (tail < a.length - start && tail < b.length - start && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const [x, y] = [a.slice(start, a.length - tail), b.slice(start, b.length - tail)];
  const middle = myers(x, y);
  if (!middle) return null;
  const same = (texts: readonly string[]): Stretch[] => texts.map((text) => ({ kind: 'same', text }));
  return [...same(a.slice(0, start)), ...middle, ...same(a.slice(a.length - tail))];
}

function myers(a: readonly string[], b: readonly string[]): Stretch[] | null {
  const most = Math.min(a.length + b.length, MOST_EDITS);
  const furthest = new Int32Array(2 * most + 3);
  const trace: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits += 1) {
    trace.push(furthest.slice());
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const at = diagonal + most + 1;
      const down = diagonal === -edits || (diagonal !== edits && furthest[at - 1]! < furthest[at + 1]!);
      let i = down ? furthest[at + 1]! : furthest[at - 1]! + 1;
      while (i < a.length && i - diagonal < b.length && a[i] === b[i - diagonal]) i += 1;
      furthest[at] = i;
      if (i >= a.length && i - diagonal >= b.length) return walkBack(a, b, trace, most);
    }
  }
  return null;
}

function walkBack(a: readonly string[], b: readonly string[], trace: Int32Array[], most: number): Stretch[] {
  const back: Stretch[] = [];
  let i = a.length;
  let j = b.length;
  for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
    const furthest = trace[edits]!;
    const diagonal = i - j;
    const at = diagonal + most + 1;
    const down = diagonal === -edits || (diagonal !== edits && furthest[at - 1]! < furthest[at + 1]!);
    const fromI = edits === 0 ? 0 : down ? furthest[at + 1]! : furthest[at - 1]!;
    const fromJ = edits === 0 ? 0 : fromI - (down ? diagonal + 1 : diagonal - 1);
    while (i > fromI && j > fromJ) {
      i -= 1;
      j -= 1;
      back.push({ kind: 'same', text: a[i]! });
    }
    if (edits === 0) break;
    if (down) {
      j -= 1;
      back.push({ kind: 'added', text: b[j]! });
    } else {
      i -= 1;
      back.push({ kind: 'removed', text: a[i]! });
    }
  }
  return back.reverse();
}

/** Neighbours of one kind as one, and empty ones left out. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = [];
  for (const { kind, text } of stretches) {
    const last = result.at(-1);
    if (!text) continue;
    if (last?.kind === kind) last.text += text;
    else result.push({ kind, text });
  }
  return result;
}
