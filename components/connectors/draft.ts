import type { ConnectorView } from '#lib/domain/views/intake.ts';
import type { ConnectorInput } from './use-connector.ts';
import { settingsOf, textsOf, valueOfText } from './vendor-settings.ts';

/** The form's content. Texts are as typed; a credential that is not in it keeps its value, null takes it away. */
export interface Draft {
  credentials: Record<string, string | null>;
  baseUrl: string;
  authUrl: string;
  audience: string;
  rotationHours: string;
  expectedEveryMinutes: string;
  /** The settings that this vendor alone has, by name. */
  own: Record<string, string>;
}

const TEXTS = ['authUrl', 'audience'] as const;
const NUMBERS = ['rotationHours', 'expectedEveryMinutes'] as const;

/** The form as it is before anything is typed. */
export function draftOf({ vendor, baseUrl, settings }: ConnectorView): Draft {
  const text = (name: string) =>
    settings[name] === undefined || settings[name] === null ? '' : String(settings[name]);
  return {
    credentials: {},
    baseUrl: baseUrl ?? '',
    authUrl: text('authUrl'),
    audience: text('audience'),
    rotationHours: text('rotationHours'),
    expectedEveryMinutes: text('expectedEveryMinutes'),
    own: textsOf(vendor, settings),
  };
}

/** False for what is never called, and for the mail server: its address is among its own settings. */
export function hasAddress(vendor: string): boolean {
  return vendor !== 'generic' && vendor !== 'smtp';
}

export function isChanged(connector: ConnectorView, draft: Draft): boolean {
  return JSON.stringify(draftOf(connector)) !== JSON.stringify(draft);
}

/** The body to send. Settings that this form does not know go back as they came: they are replaced as a whole. */
export function changesOf(connector: ConnectorView, draft: Draft): ConnectorInput {
  const settings: Record<string, unknown> = { ...connector.settings };
  for (const name of TEXTS) put(settings, name, draft[name].trim());
  for (const name of NUMBERS) put(settings, name, draft[name].trim() === '' ? '' : Number(draft[name]));
  for (const { name, kind } of settingsOf(connector.vendor))
    put(settings, name, valueOfText(kind, draft.own[name] ?? '') ?? '');
  return {
    enabled: connector.enabled,
    credentials: draft.credentials,
    settings,
    ...(hasAddress(connector.vendor) ? { baseUrl: draft.baseUrl.trim() || null } : {}),
  };
}

function put(settings: Record<string, unknown>, name: string, value: string | number | boolean) {
  if (value === '') delete settings[name];
  else settings[name] = value;
}
