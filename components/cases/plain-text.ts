/** The words of a Markdown text without its marks: for one line, not for showing the text. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/```[\s\S]*?(```|$)/g, ' ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[^>]*>/g, ' ')
    .replace(/^\s*(#{1,6}|[-*+>]|\d+\.)\s+/gm, '')
    .replace(/(?<!\w)[*_`~]{1,3}(?=\S)|(?<=\S)[*_`~]{1,3}(?!\w)/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The first sentence, or as much of it as `most` characters hold. */
export function firstSentence(markdown: string, most = 220): string {
  const opening =
    markdown
      .split(/\n\s*\n/)
      .map(plainText)
      .find(Boolean) ?? '';
  const sentence = /^.*?[.!?](?=\s|$)/.exec(opening)?.[0] ?? opening;
  const text = sentence.length < 25 ? opening : sentence;
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}
