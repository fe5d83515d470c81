import { cut } from '../text.ts';
import { cutMrkdwn, escapeText, type Mrkdwn } from './mrkdwn.ts';

/** Slack's limits, in characters, or in how many of a thing. */
export const LIMITS = {
  messageText: 4000,
  messageBlocks: 50,
  viewBlocks: 100,
  section: 3000,
  field: 2000,
  fields: 10,
  header: 150,
  contextElements: 10,
  actions: 25,
  buttonText: 75,
  buttonValue: 2000,
  option: 75,
  optionValue: 150,
  options: 100,
  label: 2000,
  hint: 2000,
  placeholder: 150,
  inputLength: 3000,
  modalWord: 24,
  privateMetadata: 3000,
  id: 255,
} as const;

export interface PlainText {
  type: 'plain_text';
  text: string;
  emoji: false;
}
interface MrkdwnText {
  type: 'mrkdwn';
  text: string;
  verbatim: true;
}
interface Confirm {
  title: PlainText;
  text: PlainText;
  confirm: PlainText;
  deny: PlainText;
}
export interface Option {
  text: PlainText;
  value: string;
}
export interface Button {
  type: 'button';
  action_id: string;
  text: PlainText;
  value?: string;
  url?: string;
  style?: 'primary' | 'danger';
  confirm?: Confirm;
}
interface Select {
  type: 'static_select';
  action_id: string;
  placeholder: PlainText;
  options: Option[];
}
interface TextInput {
  type: 'plain_text_input';
  action_id: string;
  multiline: boolean;
  min_length: number;
  max_length: number;
  initial_value?: string;
}
export type Block =
  | { type: 'section'; block_id?: string; text?: MrkdwnText; fields?: MrkdwnText[] }
  | { type: 'header'; text: PlainText }
  | { type: 'context'; elements: MrkdwnText[] }
  | { type: 'divider' }
  | { type: 'actions'; block_id: string; elements: (Button | Select)[] }
  | {
      type: 'input';
      block_id: string;
      label: PlainText;
      hint?: PlainText;
      optional: boolean;
      element: Select | TextInput;
    };
export interface Modal {
  type: 'modal';
  callback_id: string;
  private_metadata: string;
  title: PlainText;
  submit?: PlainText;
  close: PlainText;
  notify_on_close: true;
  blocks: Block[];
}

/** Text without markup, shortened: Slack refuses a whole message for one text that is too long, and an empty one. */
function plain(text: string, max: number): PlainText {
  return { type: 'plain_text', text: shortened(text, max) || ' ', emoji: false };
}

function shortened(text: string, max: number): string {
  return text.length <= max ? text : `${cut(text, max - 1)}…`;
}

/** `verbatim`: Slack makes no links and mentions of its own out of what the text says. */
function marked(text: Mrkdwn, max: number): MrkdwnText {
  return { type: 'mrkdwn', text: cutMrkdwn(text, max) || ' ', verbatim: true };
}

/** What programs read back must not be shortened: half a key is another key. Throws RangeError. */
function whole(name: string, value: string, max: number): string {
  if (value.length > max) throw new RangeError(`Slack takes at most ${max} characters as ${name}, not ${value.length}`);
  return value;
}

/** The notification of a message, and what clients without blocks show. Escaped and shortened. */
export function fallbackText(text: string): string {
  return cutMrkdwn(escapeText(text) as Mrkdwn, LIMITS.messageText);
}

export function section(text: Mrkdwn): Block {
  return { type: 'section', text: marked(text, LIMITS.section) };
}

/** Short facts in two columns; Slack shows ten at most, the others are left out. */
export function facts(texts: readonly Mrkdwn[]): Block {
  return { type: 'section', fields: texts.slice(0, LIMITS.fields).map((text) => marked(text, LIMITS.field)) };
}

export function header(text: string): Block {
  return { type: 'header', text: plain(text, LIMITS.header) };
}

/** Small grey lines; ten at most. */
export function context(...texts: readonly Mrkdwn[]): Block {
  const elements = texts.slice(0, LIMITS.contextElements).map((text) => marked(text, LIMITS.section));
  return { type: 'context', elements };
}

export function divider(): Block {
  return { type: 'divider' };
}

export interface ButtonFacts {
  actionId: string;
  text: string;
  /** A key to look something up by; never an authority. Throws RangeError above 2,000 characters. */
  value?: string;
  /** Opens an address instead. */
  url?: string;
  style?: 'primary' | 'danger';
  confirm?: { title: string; text: string; yes: string; no: string };
}

export function button({ actionId, text, value, url, style, confirm }: ButtonFacts): Button {
  return {
    type: 'button',
    action_id: whole('an action id', actionId, LIMITS.id),
    text: plain(text, LIMITS.buttonText),
    ...(value !== undefined && { value: whole('a button’s value', value, LIMITS.buttonValue) }),
    ...(url !== undefined && { url }),
    ...(style && { style }),
    ...(confirm && {
      confirm: {
        title: plain(confirm.title, 100),
        text: plain(confirm.text, 300),
        confirm: plain(confirm.yes, 30),
        deny: plain(confirm.no, 30),
      },
    }),
  };
}

/** A row of buttons and menus. Throws RangeError for more than 25: a button that is left out would be a wrong question. */
export function actions(blockId: string, elements: readonly (Button | Select)[]): Block {
  if (elements.length > LIMITS.actions) throw new RangeError(`Slack shows at most ${LIMITS.actions} buttons in a row`);
  return { type: 'actions', block_id: whole('a block id', blockId, LIMITS.id), elements: [...elements] };
}

/** A menu of 1–100 options; those beyond are left out, and `left` says how many. */
export function select(
  actionId: string,
  placeholder: string,
  options: readonly { text: string; value: string }[],
): { element: Select; left: number } {
  if (options.length === 0) throw new RangeError('Slack shows no menu without options');
  const shown = options.slice(0, LIMITS.options).map(({ text, value }) => ({
    text: plain(text, LIMITS.option),
    value: whole('an option’s value', value, LIMITS.optionValue),
  }));
  const element: Select = {
    type: 'static_select',
    action_id: whole('an action id', actionId, LIMITS.id),
    placeholder: plain(placeholder, LIMITS.placeholder),
    options: shown,
  };
  return { element, left: options.length - shown.length };
}

/** Several lines that a person writes, between `min` and `max` characters (at most 3,000). */
export function textInput(actionId: string, { min, max, initial }: { min: number; max: number; initial?: string }) {
  const longest = Math.min(max, LIMITS.inputLength);
  const element: TextInput = {
    type: 'plain_text_input',
    action_id: whole('an action id', actionId, LIMITS.id),
    multiline: true,
    min_length: min,
    max_length: longest,
    ...(initial && { initial_value: cut(initial, longest) }),
  };
  return element;
}

export function input(blockId: string, label: string, element: Select | TextInput, hint?: string): Block {
  return {
    type: 'input',
    block_id: whole('a block id', blockId, LIMITS.id),
    label: plain(label, LIMITS.label),
    ...(hint && { hint: plain(hint, LIMITS.hint) }),
    optional: false,
    element,
  };
}

export interface ModalFacts {
  callbackId: string;
  /** A key to look something up by. Throws RangeError above 3,000 characters. */
  privateMetadata: string;
  title: string;
  /** Null: nothing to send, the modal only tells. */
  submit: string | null;
  close: string;
  blocks: readonly Block[];
}

/** A modal that tells us also when it is closed without an answer. Throws RangeError for more than 100 blocks. */
export function modal({ callbackId, privateMetadata, title, submit, close, blocks }: ModalFacts): Modal {
  if (blocks.length > LIMITS.viewBlocks) throw new RangeError(`Slack shows at most ${LIMITS.viewBlocks} blocks`);
  return {
    type: 'modal',
    callback_id: whole('a callback id', callbackId, LIMITS.id),
    private_metadata: whole('private metadata', privateMetadata, LIMITS.privateMetadata),
    title: plain(title, LIMITS.modalWord),
    ...(submit !== null && { submit: plain(submit, LIMITS.modalWord) }),
    close: plain(close, LIMITS.modalWord),
    notify_on_close: true,
    blocks: [...blocks],
  };
}

/** The first fifty blocks of a message; where some are left out the last one says so. */
export function messageBlocks(blocks: readonly Block[], more: Mrkdwn): Block[] {
  if (blocks.length <= LIMITS.messageBlocks) return [...blocks];
  return [...blocks.slice(0, LIMITS.messageBlocks - 1), context(more)];
}
