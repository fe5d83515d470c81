/** An @ that is being typed: where it stands, and what follows it as far as the caret. */
export interface MentionQuery {
  at: number;
  typed: string;
}

/** From an @ that no word runs into, as far as the caret: a name may have spaces, but not at its start. */
const OPEN = /(?:^|[^\p{L}\p{N}_.@/-])@((?:[\p{L}\p{N}](?:[\p{L}\p{N}.'’ -]{0,39}))?)$/u;

/** The mention that is being typed at the caret, or null. */
export function mentionAt(text: string, caret: number): MentionQuery | null {
  const before = text.slice(Math.max(0, caret - 50), caret);
  const found = OPEN.exec(before);
  if (!found) return null;
  const typed = found[1]!;
  return { at: caret - typed.length - 1, typed };
}

/** The people whose name, or one of its words, begins with what is typed; at most `most`. */
export function matching<P extends { name: string }>(people: readonly P[], typed: string, most = 6): P[] {
  const wanted = typed.toLowerCase();
  const starts = ({ name }: P) => name.toLowerCase().startsWith(wanted);
  const inside = ({ name }: P) => name.toLowerCase().includes(` ${wanted}`);
  return [...people.filter(starts), ...people.filter((one) => !starts(one) && inside(one))].slice(0, most);
}

/** The text with the name in place of what was typed, and where the caret goes. */
export function completed(text: string, query: MentionQuery, name: string): { text: string; caret: number } {
  const head = `${text.slice(0, query.at)}@${name} `;
  const rest = text.slice(query.at + 1 + query.typed.length).replace(/^ /, '');
  return { text: head + rest, caret: head.length };
}
