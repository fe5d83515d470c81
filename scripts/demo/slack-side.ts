import { startVendor, type VendorAnswer, type VendorServer } from '#e2e/vendors/server.ts';
import type { SlackEmulator } from '#e2e/vendors/slack.ts';
import { pageOf } from './slack-side-page.ts';

/** Somebody whom a visitor plays. */
export interface Persona {
  slackId: string;
  name: string;
  email: string;
  what: string;
  /** Channels that he reads beside his direct messages. */
  channels: readonly string[];
}

/**
 * Slack's side of the demo: a page on which a visitor types the command, presses the buttons and fills in the modals of each persona. Plain forms:
 * what they send goes through the emulator, which signs it as Slack does.
 */
export function startSlackSide(slack: SlackEmulator, personas: readonly Persona[]): Promise<VendorServer> {
  return startVendor(async ({ method, path, form }) => {
    if (method === 'GET') return { headers: HTML, body: pageOf(slack, personas) };
    if (!form) return { status: 415, body: 'a form is wanted' };
    return act(slack, path, form).then(
      () => BACK,
      (error: Error) => ({ status: 409, headers: HTML, body: pageOf(slack, personas, error.message) }),
    );
  });
}

const HTML = { 'content-type': 'text/html; charset=utf-8' };
const BACK: VendorAnswer = { status: 303, headers: { location: '/' }, body: '' };

/** What a form of the page asks for. Throws what the emulator says of a button that is gone. */
async function act(slack: SlackEmulator, path: string, form: URLSearchParams): Promise<void> {
  const of = (name: string) => form.get(name) ?? '';
  if (path === '/command') await slack.command('/mac-admin', of('text'), of('user'));
  else if (path === '/press') {
    const value = form.get('value');
    const ref = { channel: of('channel'), ts: of('ts') };
    await slack.press(ref, of('action'), of('user'), value === null ? {} : { value });
  } else if (path === '/submit') {
    const values = Object.fromEntries([...form].filter(([name]) => name !== 'view'));
    await slack.submit(of('view'), values);
  } else if (path === '/close') await slack.closeView(of('view'));
  else throw new Error('there is no such form');
}
