/** The commands that fit what was typed, best first within their groups' order. Nothing typed: all of them. */
export function rankCommands<C extends { title: string; hint?: string; group: string }>(
  commands: readonly C[],
  typed: string,
): C[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...commands];
  const groups = [...new Set(commands.map((command) => command.group))];
  return commands
    .map((command) => ({ command, score: scoreOf(`${command.title} ${command.hint ?? ''}`.toLowerCase(), words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => groups.indexOf(a.command.group) - groups.indexOf(b.command.group) || b.score - a.score)
    .map(({ command }) => command);
}

/** 0: a word is missing. A word at the start counts most, then at the start of a word, then anywhere. */
function scoreOf(text: string, words: readonly string[]): number {
  let score = 0;
  for (const word of words) {
    const at = text.indexOf(word);
    if (at < 0) return 0;
    score += at === 0 ? 3 : text.includes(` ${word}`) ? 2 : 1;
  }
  return score;
}

/** Splits off the commands whose name is, or begins with, what was typed, as a whole: who types a name means that. */
export function namedFirst<C extends { title: string }>(
  commands: readonly C[],
  typed: string,
): { named: C[]; rest: C[] } {
  const text = nameOf(typed);
  if (text.length < SHORTEST_NAME) return { named: [], rest: [...commands] };
  const exact = commands.filter(({ title }) => nameOf(title) === text);
  const begun = commands.filter(({ title }) => nameOf(title) !== text && nameOf(title).startsWith(text));
  const named = [...exact, ...begun];
  return { named, rest: commands.filter((command) => !named.includes(command)) };
}

/** One letter begins too many names. */
const SHORTEST_NAME = 2;

/** `Assign …` is called Assign. */
const nameOf = (title: string) => title.toLowerCase().replace(/…/g, '').replace(/\s+/g, ' ').trim();
