import { type AccessChoice, REASON_LENGTH } from '../access.ts';
import { utcText } from '../moment.ts';
import type { AccessCase } from '../views/access.ts';
import {
  actions,
  type Block,
  button,
  context,
  facts,
  input,
  type Modal,
  modal,
  section,
  select,
  textInput,
} from './blocks.ts';
import { link, mention, moment, mrkdwn, quote } from './mrkdwn.ts';

/** What people press, by the name that Slack sends back. Their value is a request's id: a key to look it up by, and no authority. */
export const ACCESS_ACTIONS = {
  agree: 'access.agree',
  refuse: 'access.refuse',
  explain: 'access.explain',
  cancel: 'access.cancel',
  pick: 'access.pick',
  approve: 'access.approve',
  deny: 'access.deny',
  giveBack: 'access.give_back',
} as const;

/** The slash command, the shortcut, and the modals. */
export const ACCESS_COMMAND = '/mac-admin';
export const ACCESS_SHORTCUT = 'mac_admin';
export const REASON_MODAL = 'access.reason';
export const DENIAL_MODAL = 'access.denial';
/** The only input of each modal. */
export const MODAL_INPUT = { block: 'words', action: 'value' } as const;

/** What is said in a message: its notification, and its blocks. */
export interface Said {
  text: string;
  blocks: Block[];
}

interface Party {
  name: string;
  slackId: string | null;
  /** In lower case. */
  email: string | null;
}

/** What the words are about. */
export interface Told {
  id: string;
  requester: Party;
  beneficiary: Party;
  minutes: number;
  reason: string | null;
  device: string | null;
  store: { name: string; by: 'network' | 'self' | null } | null;
}

const called = ({ name, slackId }: { name: string; slackId: string | null }) =>
  slackId === null ? { markup: mrkdwn`*${name}*` } : mention(slackId);

const cancelButton = (id: string) => button({ actionId: ACCESS_ACTIONS.cancel, text: 'Cancel', value: id });
/** A sentence without buttons. */
export const plainWords = (text: string): Said => ({ text, blocks: [section(mrkdwn`${text}`)] });

export function consentWords({ id, requester }: Told): Said {
  const text = `${requester.name} asks for temporary administrator rights on your Mac. Do you agree?`;
  const asks = mrkdwn`${called(requester)} asks for temporary administrator rights on your Mac. Without your consent nothing happens.`;
  const agree = button({ actionId: ACCESS_ACTIONS.agree, text: 'I agree', value: id, style: 'primary' });
  const refuse = button({ actionId: ACCESS_ACTIONS.refuse, text: 'I do not', value: id });
  return { text, blocks: [section(asks), actions('consent', [agree, refuse])] };
}

export function reasonWords({ id }: Told): Said {
  const text = 'Why do you need temporary administrator rights on your Mac?';
  const explain = button({ actionId: ACCESS_ACTIONS.explain, text: 'Say why', value: id, style: 'primary' });
  return { text, blocks: [section(mrkdwn`${text}`), actions('reason', [explain, cancelButton(id)])] };
}

export function reasonModal(id: string, minutes: number): Modal {
  const { min, max } = REASON_LENGTH;
  const hint = `${min} to ${max} characters. IT reads it before anything is granted. The rights last ${minutes} minutes.`;
  return modal({
    callbackId: REASON_MODAL,
    privateMetadata: id,
    title: 'Temporary admin',
    submit: 'Send',
    close: 'Cancel',
    blocks: [input(MODAL_INPUT.block, 'Why do you need it?', textInput(MODAL_INPUT.action, { min, max }), hint)],
  });
}

export function denialModal(id: string): Modal {
  return modal({
    callbackId: DENIAL_MODAL,
    privateMetadata: id,
    title: 'Deny the request',
    submit: 'Deny',
    close: 'Back',
    blocks: [
      input(MODAL_INPUT.block, 'What shall the person be told?', textInput(MODAL_INPUT.action, { min: 1, max: 500 })),
    ],
  });
}

/** The block's id names the request: an option names the Mac alone. */
export const pickBlockOf = (id: string) => `pick/${id}`;
export const requestOfBlock = (blockId: string): string | null => /^pick\/(.+)$/.exec(blockId)?.[1] ?? null;

export function pickWords({ id }: Told, choices: readonly AccessChoice[]): Said {
  const text = 'Which Mac do you need the rights on?';
  const { element } = select(
    ACCESS_ACTIONS.pick,
    'Choose a Mac',
    choices.map((choice) => ({ value: choice.id, text: choiceWords(choice) })),
  );
  const self = choices.some(({ storeBy }) => storeBy === 'self');
  const note = context(
    mrkdwn`Where we cannot see a Mac’s store by its network, you say where you are, and IT sees that you said so.`,
  );
  return {
    text,
    blocks: [section(mrkdwn`${text}`), actions(pickBlockOf(id), [element, cancelButton(id)]), ...(self ? [note] : [])],
  };
}

/** The store first: an option is cut at its end. */
export function choiceWords({ deviceName, serialNumber, store, storeBy }: AccessChoice): string {
  const mac = serialNumber ? `${deviceName} (${serialNumber})` : deviceName;
  if (store === null) return mac;
  return storeBy === 'self' ? `${mac}, I am in ${store.name}` : `${mac}, ${store.name}`;
}

export function waitsWords({ device, minutes }: Told): Said {
  return plainWords(
    `IT was asked for your administrator rights on ${device} for ${minutes} minutes. You hear of the decision here.`,
  );
}

export interface Context {
  openCases: readonly AccessCase[];
  earlier: number;
  /** The page of the request. */
  url: string;
  expiresAt: Date;
}

export function approvalWords(of: Told, { openCases, earlier, url, expiresAt }: Context): Said {
  const { id, requester, beneficiary, minutes, reason } = of;
  const text = `${beneficiary.name} asks for administrator rights on ${of.device}`;
  const cases = openCases.map(({ key, severity }) => `${key} (${severity})`).join(', ');
  return {
    text,
    blocks: [
      section(mrkdwn`${called(beneficiary)} needs administrator rights for *${minutes} minutes*.`),
      section(mrkdwn`${quote(reason ?? '')}`),
      facts([
        mrkdwn`*Who*\n${beneficiary.name} (${beneficiary.email ?? 'no address'})`,
        mrkdwn`*Mac*\n${of.device ?? 'not known'}`,
        mrkdwn`*Store*\n${storeWords(of.store)}`,
        mrkdwn`*Asked by*\n${isSame(requester, beneficiary) ? 'the person' : requester.name}`,
        mrkdwn`*Earlier requests*\n${earlier === 0 ? 'none' : earlier}`,
        mrkdwn`*Open cases*\n${cases || 'none'}`,
      ]),
      actions('decision', [
        button({ actionId: ACCESS_ACTIONS.approve, text: 'Approve', value: id, style: 'primary' }),
        button({ actionId: ACCESS_ACTIONS.deny, text: 'Deny…', value: id, style: 'danger' }),
      ]),
      context(mrkdwn`Until ${timeOf(expiresAt)}. ${link(url, 'Open in Watchfloor')}`),
    ],
  };
}

/** Names tell nothing: people choose them, and two may have the same one. */
function isSame(one: Party, other: Party): boolean {
  if (one.slackId !== null && other.slackId !== null) return one.slackId === other.slackId;
  return one.email !== null && one.email === other.email;
}

function storeWords(store: Told['store']): string {
  if (store === null) return 'not known';
  return `${store.name}, ${STORE_BY[store.by ?? 'building']}`;
}

const STORE_BY = {
  network: 'by its network',
  self: 'as the person says',
  building: 'by its building in Jamf alone',
} as const;

/** The approval message once nothing is left to decide. */
export function decidedWords(of: Told, outcome: string): Said {
  const text = `${of.beneficiary.name}, administrator rights on ${of.device ?? 'a Mac'}: ${outcome}`;
  return {
    text,
    blocks: [
      section(mrkdwn`${called(of.beneficiary)}, administrator rights on ${of.device ?? 'a Mac'}`),
      ...(of.reason === null ? [] : [section(mrkdwn`${quote(of.reason)}`)]),
      context(mrkdwn`${outcome}`),
    ],
  };
}

export function reminderWords({ beneficiary, device }: Told, expiresAt: Date): Said {
  const text = `${beneficiary.name} still waits for a decision about ${device}.`;
  return { text, blocks: [section(mrkdwn`${text} It expires ${timeOf(expiresAt)}.`)] };
}

/** The exact end, in the reader's own zone. */
export function grantedWords({ id, device, minutes }: Told, endsAt: Date): Said {
  const text = `You are an administrator on ${device} for ${minutes} minutes, until ${utcText(endsAt)}.`;
  const give = button({
    actionId: ACCESS_ACTIONS.giveBack,
    text: 'Give it back now',
    value: id,
    confirm: {
      title: 'Give the rights back?',
      text: 'For more time you would have to ask again.',
      yes: 'Give back',
      no: 'Keep',
    },
  });
  return {
    text,
    blocks: [
      section(mrkdwn`You are an administrator on *${device ?? 'your Mac'}* until ${secondOf(endsAt)}.`),
      context(mrkdwn`Your Mac hears of it at its next check-in, and of the end as well. Keep it online.`),
      actions('granted', [give]),
    ],
  };
}

/** For who is told only when it is over, as after a crash: when the rights were there. */
export function hadWords({ device }: Told, { from, to }: { from: Date; to: Date }): Said {
  const text = `You were an administrator on ${device} from ${utcText(from)} until ${utcText(to)}.`;
  const had = mrkdwn`You were an administrator on *${device ?? 'your Mac'}* from ${secondOf(from)} until ${secondOf(to)}.`;
  return { text, blocks: [section(had)] };
}

/** How a request ended, for who asked and who was to get the right. */
export function endedWords({ device }: Told, { state, note }: { state: string; note: string | null }): Said {
  const on = device === null ? '' : ` on ${device}`;
  const said = ENDED[state] ?? `Your request for administrator rights${on} is over.`;
  return plainWords([said.replace('{on}', on), note].filter(Boolean).join(' '));
}

const ENDED: Readonly<Record<string, string>> = {
  revoked: 'Your administrator rights{on} are over: Jamf has taken them back.',
  denied: 'IT did not approve your administrator rights{on}.',
  expired: 'Your request for administrator rights{on} has expired.',
  cancelled: 'The request for administrator rights{on} was ended.',
  failed: 'The request for administrator rights{on} cannot be met.',
};

const timeOf = (at: Date) => moment(at, utcText(at));
const secondOf = (at: Date) => moment(at, utcText(at), 'second');
