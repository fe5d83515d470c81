import type { EmulatedMessage, EmulatedView, SlackEmulator } from '#e2e/vendors/slack.ts';
import type { Persona } from './slack-side.ts';

type Block = EmulatedMessage['blocks'][number];
type Element = NonNullable<Block['elements']>[number];

/** The page as it stands: a column for each persona. It loads itself anew, unless somebody fills in a modal. */
export function pageOf(slack: SlackEmulator, personas: readonly Persona[], problem?: string): string {
  const asked = personas.some(({ slackId }) => slack.openViewOf(slackId) !== null);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Slack of the demo</title>
<meta name="viewport" content="width=device-width">${asked ? '' : '<meta http-equiv="refresh" content="3">'}
<style>${STYLE}</style></head><body><h1>Slack of the demo</h1>
${problem === undefined ? '' : `<p role="alert">${text(problem)}</p>`}
<main>${personas.map((persona) => columnOf(slack, persona)).join('')}</main></body></html>`;
}

const STYLE = `:root{color-scheme:dark light}body{font:14px/1.5 system-ui;margin:16px}
main{display:grid;grid-template-columns:repeat(auto-fit,minmax(300px,1fr));gap:16px}
section,article,dialog{border:1px solid #8886;border-radius:8px;padding:12px;margin:0 0 12px}
dialog{position:static;display:block;width:auto}form{display:inline}button,input,select,textarea{font:inherit;margin:2px}
textarea{width:100%;box-sizing:border-box}small{opacity:.7}blockquote{border-left:3px solid #8886;margin:0;padding-left:8px}`;

function columnOf(slack: SlackEmulator, persona: Persona): string {
  const { slackId, name, what, channels } = persona;
  const dm = [...slack.channels.values()].find(({ dm, members }) => dm && members.join() === slackId)?.id;
  const shown = slack.messages.filter(({ channel }) => channel === dm || channels.includes(channel)).slice(-8);
  const view = slack.openViewOf(slackId);
  const replies = slack.replies.filter(({ userId }) => userId === slackId).slice(-1);
  return `<section aria-label="${text(name)}"><h2>${text(name)}</h2><p><small>${text(what)}</small></p>
<form method="post" action="/command">${hidden({ user: slackId })}
<input name="text" aria-label="For whom" placeholder="empty: for yourself"><button>/mac-admin</button></form>
${replies.map((reply) => `<p><small>Only you see this: ${text(reply.text)}</small></p>`).join('')}
${view ? modalOf(view) : ''}
${shown
  .reverse()
  .map((message) => messageOf(slack, message, slackId))
  .join('')}</section>`;
}

function messageOf(slack: SlackEmulator, message: EmulatedMessage, user: string): string {
  const { name, dm } = slack.channels.get(message.channel)!;
  const at = new Date(Number(message.ts.split('.')[0]) * 1000).toTimeString().slice(0, 8);
  return `<article><small>${dm ? 'Direct message' : `#${text(name)}`}, ${at}</small>
${message.blocks.map((block) => blockOf(block, { channel: message.channel, ts: message.ts, user })).join('')}</article>`;
}

function blockOf(block: Block, ref: Record<string, string>): string {
  const fields = (block as { fields?: { text: string }[] }).fields ?? [];
  const said = [block.text?.text, ...fields.map((field) => field.text)].filter((one) => one !== undefined);
  const elements = (block.elements ?? []).map((element) => elementOf(element, ref));
  return [...said.map((one) => `<p>${markup(one)}</p>`), ...elements].join('');
}

function elementOf(element: Element, ref: Record<string, string>): string {
  const action = element.action_id;
  if (action === undefined) return `<p><small>${markup(wordsOf(element))}</small></p>`;
  const options = element.options?.map((one) => `<option value="${text(one.value)}">${text(one.text.text)}</option>`);
  const select = options ? `<select name="value" aria-label="Choose">${options.join('')}</select>` : '';
  const label = options ? 'Choose' : (element.text?.text ?? action);
  return `<form method="post" action="/press">${hidden({ ...ref, action })}${select}<button>${text(label)}</button></form>`;
}

/** Of a small grey line, whose text is no object as a button’s is. */
function wordsOf({ text: said }: { text?: unknown }): string {
  return typeof said === 'string' ? said : '';
}

function modalOf(view: EmulatedView): string {
  const inputs = view.blocks
    .filter(({ type }) => type === 'input')
    .map(({ block_id: id = '', label }: Block & { label?: { text: string } }) => {
      const wrong = view.errors[id] ? `<p role="alert">${text(view.errors[id])}</p>` : '';
      return `<label>${text(label?.text ?? '')}<textarea name="${text(id)}" rows="3"></textarea></label>${wrong}`;
    });
  return `<dialog open aria-label="${text(view.title.text)}"><h3>${text(view.title.text)}</h3>
<form method="post" action="/submit">${hidden({ view: view.id })}${inputs.join('')}<button>Send</button></form>
<form method="post" action="/close">${hidden({ view: view.id })}<button>Close</button></form></dialog>`;
}

const hidden = (values: Record<string, string>) =>
  Object.entries(values)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${text(value)}">`)
    .join('');

/** Slack's markup as far as the product writes it: it is escaped already, and its times and links are told as words. */
function markup(said: string): string {
  const words = said
    .replace(/<!date\^(\d+)\^[^|>]*\|([^>]*)>/g, '$2')
    .replace(/<(https?:[^|>]+)\|([^>]*)>/g, '$2')
    .replace(/<@(\w+)>/g, '@$1');
  return words
    .replace(/<[^>]*>/g, '')
    .replace(/\*([^*\n]+)\*/g, '<b>$1</b>')
    .replace(/^&gt;|^>/gm, '“')
    .replaceAll('\n', '<br>');
}

function text(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
