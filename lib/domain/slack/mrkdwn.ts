import { cut } from '../text.ts';

/** Text in Slack's markup that is safe to send: what people or vendors wrote in it is escaped. Made by `mrkdwn` alone. */
export type Mrkdwn = string & { readonly mrkdwn: unique symbol };

/** Slack's three control characters, so that no text opens a link, a mention or a channel. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * Slack markup with values put in: `` mrkdwn`*${name}* asks for ${device}` ``. A plain value is escaped and stands on one line, so that it
 * cannot pretend to be another line of ours; one that is Mrkdwn already (of `link`, `mention` or `quote`) is put in as it is.
 */
export function mrkdwn(parts: TemplateStringsArray, ...values: readonly (string | number | Safe)[]): Mrkdwn {
  const filled = parts.map((part, at) => (at === 0 ? part : `${inline(values[at - 1] ?? '')}${part}`));
  return filled.join('') as Mrkdwn;
}

/** A piece of markup that is put in unescaped. */
export interface Safe {
  readonly markup: string;
}

/** A link with a label. Only http and https addresses become one; of others the label alone is shown. */
export function link(url: string, label: string): Safe {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed?.protocol !== 'https:' && parsed?.protocol !== 'http:') return { markup: inline(label) };
  // A bar or an angle bracket would end the address inside the markup.
  const address = escapeText(parsed.href.replaceAll('|', '%7C').replaceAll('<', '%3C').replaceAll('>', '%3E'));
  return { markup: `<${address}|${inline(label)}>` };
}

const USER_ID = /^[UW][A-Z0-9]{2,20}$/;

/** A user by id, shown by Slack with the name. What is not an id is shown as text. */
export function mention(userId: string): Safe {
  return { markup: USER_ID.test(userId) ? `<@${userId}>` : inline(userId) };
}

/** What a person wrote, line by line, marked as a quotation. */
export function quote(text: string): Safe {
  const lines = text.trim().split(/\r\n|\r|\n|\u2028|\u2029/);
  return { markup: lines.map((line) => `>${inline(line)}`).join('\n') };
}

/** A moment that Slack shows in each reader's own zone, to the minute or the second; `fallback` is for clients that cannot. */
export function moment(at: Date, fallback: string, to: 'minute' | 'second' = 'minute'): Safe {
  const seconds = Math.floor(at.getTime() / 1000);
  return { markup: `<!date^${seconds}^{date_short_pretty} ${TIME[to]}|${inline(fallback)}>` };
}

const TIME = { minute: '{time}', second: '{time_secs}' } as const;

/** Shortens markup to `max` characters, without half an escape or half a link at its end. */
export function cutMrkdwn(text: Mrkdwn, max: number): Mrkdwn {
  if (text.length <= max) return text;
  const short = cut(text, max - 1).replace(/&[a-z]{0,3}$/, '');
  // An escaped text holds no `<` of its own: an open one is a link, a mention or a time that was cut.
  const open = short.lastIndexOf('<');
  return `${open > short.lastIndexOf('>') ? short.slice(0, open) : short}…` as Mrkdwn;
}

function inline(value: string | number | Safe): string {
  if (typeof value === 'object') return value.markup;
  return escapeText(String(value).replace(/[\r\n\u2028\u2029]+/g, ' '));
}
