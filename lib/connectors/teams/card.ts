import { cut } from '../../domain/text.ts';

/** What a card says. All texts are plain and may be untrusted: they are escaped here. */
export interface TeamsCard {
  title: string;
  lines?: readonly string[];
  facts?: readonly { title: string; value: string }[];
  /** A list; the end of it is left out where the card would grow too large, and the card says how much. */
  items?: readonly string[];
  link?: { title: string; url: string };
}

/**
 * Bytes of a whole message as JSON. Teams refuses from 28 KB; the older kind of webhook, and what a flow adds on its way, want some distance.
 */
export const MAX_BYTES = 24 * 1024;

const LINE_CHARS = 4_000;
const TITLE_CHARS = 200;
const FACTS = 20;

/**
 * The message for both kinds of webhook, and whether something was left out to stay within 24 KB: first the list's end, then each line's
 * end. The card itself says so too.
 */
export function messageOf(card: TeamsCard): { message: TeamsMessage; cut: boolean } {
  const all = card.items?.length ?? 0;
  for (let chars = LINE_CHARS; ; chars = Math.floor(chars / 2)) {
    const least = build(card, 0, chars);
    if (bytesOf(least) > MAX_BYTES && chars > 1) continue;
    const items = mostItems(card, chars, all);
    return { message: build(card, items, chars), cut: items < all || isShortened(card, chars) };
  }
}

/** The most items with which the message still fits: a search by halves, as each one makes it larger. */
function mostItems(card: TeamsCard, chars: number, all: number): number {
  if (bytesOf(build(card, all, chars)) <= MAX_BYTES) return all;
  let fits = 0;
  let tooMany = all;
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (bytesOf(build(card, middle, chars)) <= MAX_BYTES) fits = middle;
    else tooMany = middle;
  }
  return fits;
}

function isShortened({ title, lines = [], facts = [], items = [] }: TeamsCard, chars: number): boolean {
  const texts = [...lines, ...items, ...facts.map(({ value }) => value)];
  return (
    title.length > TITLE_CHARS ||
    facts.length > FACTS ||
    lines.length > FACTS ||
    texts.some((text) => text.length > chars)
  );
}

function build(card: TeamsCard, items: number, chars: number) {
  const { title, lines = [], facts = [], items: list = [], link } = card;
  const left = list.length - items;
  const notes = [
    left > 0 ? `${left} more are not shown here.` : null,
    isShortened(card, chars) ? 'This message was shortened to fit.' : null,
  ];
  const body = [
    { ...block(title, TITLE_CHARS), size: 'Large', weight: 'Bolder' },
    ...lines.slice(0, FACTS).map((line) => block(line, chars)),
    ...(facts.length > 0 ? [factSet(facts, chars)] : []),
    ...list.slice(0, items).map((item) => ({ ...block(item, chars), spacing: 'Small' })),
    ...notes.filter((note) => note !== null).map((note) => ({ ...block(note, chars + 100), isSubtle: true })),
  ];
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body,
    ...(link && { actions: [{ type: 'Action.OpenUrl', title: shortened(link.title, 80), url: link.url }] }),
  };
  const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content };
  return { type: 'message', attachments: [attachment] };
}

export type TeamsMessage = ReturnType<typeof build>;

function block(text: string, max: number) {
  return { type: 'TextBlock', text: escapeMarkdown(shortened(text, max)) || ' ', wrap: true };
}

function factSet(facts: NonNullable<TeamsCard['facts']>, chars: number) {
  const shown = facts.slice(0, FACTS).map(({ title, value }) => ({
    title: escapeMarkdown(shortened(title, 80)),
    value: escapeMarkdown(shortened(value, chars)),
  }));
  return { type: 'FactSet', facts: shown };
}

function shortened(text: string, max: number): string {
  return text.length <= max ? text : `${cut(text, max - 1)}…`;
}

/** Teams shows a part of Markdown in its texts: no text of an alert becomes a link, a list or a heading. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_~[\]<>#|]/g, '\\$&')
    .replace(/^(\s*)([-+])(?=\s)/gm, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s)/gm, '$1\\$2');
}

function bytesOf(message: unknown): number {
  return Buffer.byteLength(JSON.stringify(message));
}
