import { type EnrichmentSource, type SourceDefinition, sourceOf } from '#lib/domain/enrichment/sources.ts';
import type { Vendor } from '#lib/domain/vendors.ts';

/** A setting that one vendor alone has, as its page asks for it. A choice's values are those of a yes and a no. */
export interface VendorSetting {
  name: string;
  label: string;
  hint: string;
  kind: 'text' | 'number' | 'choice';
  placeholder?: string;
  yes?: string;
  no?: string;
}

/** Of a source that is asked about observables. */
const sourceSettings = ({ dailyBudget, timeoutSeconds }: SourceDefinition): readonly VendorSetting[] => [
  {
    name: 'sendTlpRed',
    label: 'Observables of TLP:RED cases',
    hint: 'What is marked so is not to leave the house.',
    kind: 'choice',
    yes: 'Ask about them',
    no: 'Never sent',
  },
  {
    name: 'sendInternal',
    label: 'Internal addresses and names',
    hint: 'No public source knows them, and each tells how we are built.',
    kind: 'choice',
    yes: 'Ask about them',
    no: 'Never sent',
  },
  {
    name: 'sendQueryStrings',
    label: 'Query strings of URLs',
    hint: 'They often hold a session or an e-mail address.',
    kind: 'choice',
    yes: 'Sent',
    no: 'Left out',
  },
  {
    name: 'dailyBudget',
    label: 'Lookups a day',
    hint: `As your licence allows. Empty: ${dailyBudget}.`,
    kind: 'number',
    placeholder: String(dailyBudget),
  },
  {
    name: 'cacheHours',
    label: 'Answers are good for (hours)',
    hint: 'Within that time nobody is asked again. Empty: 24, or 6 where the source knows nothing.',
    kind: 'number',
    placeholder: '24',
  },
  {
    name: 'timeoutSeconds',
    label: 'Longest wait (seconds)',
    hint: `Empty: ${timeoutSeconds}.`,
    kind: 'number',
    placeholder: String(timeoutSeconds),
  },
];

/** Of a source that is asked about devices. */
const DEVICE_PATIENCE: VendorSetting = {
  name: 'timeoutSeconds',
  label: 'Longest wait (seconds)',
  hint: 'Empty: 20.',
  kind: 'number',
  placeholder: '20',
};

/** Who does a task of the AI model's. */
const BY_RULES = (name: string, label: string, hint = ''): VendorSetting => ({
  name,
  label,
  hint,
  kind: 'choice',
  yes: 'The rules alone',
  no: 'The model',
});

const AI_SETTINGS: readonly VendorSetting[] = [
  {
    name: 'model',
    label: 'Model',
    hint: 'Its name, as the endpoint lists it.',
    kind: 'text',
    placeholder: 'soc-model',
  },
  {
    name: 'timeoutSeconds',
    label: 'Longest wait (seconds)',
    hint: 'Empty: 60.',
    kind: 'number',
    placeholder: '60',
  },
  { name: 'dailyCalls', label: 'Calls a day', hint: 'Empty: 2,000. By UTC.', kind: 'number', placeholder: '2000' },
  {
    name: 'dailyTokens',
    label: 'Tokens a day',
    hint: 'Of prompts and answers. Empty: 5,000,000.',
    kind: 'number',
    placeholder: '5000000',
  },
  {
    name: 'schemaInPrompt',
    label: 'Schema of answers',
    hint: 'A server that refuses a schema is asked without one by itself.',
    kind: 'choice',
    yes: 'In the prompt alone',
    no: 'Enforced by the server',
  },
  {
    name: 'sendTlpRed',
    label: 'Texts of TLP:RED cases',
    hint: 'What is marked so is not to leave the house.',
    kind: 'choice',
    yes: 'Sent',
    no: 'Never sent',
  },
  BY_RULES('commandLinesByRules', 'Command lines', 'Where the model’s answer cannot be used, the rules answer anyway.'),
  BY_RULES('devicesByRules', 'Summaries of devices'),
  BY_RULES('healthByRules', 'Summary of the daily check'),
  BY_RULES('mappingsByRules', 'Proposed mappings'),
  BY_RULES('investigationsByRules', 'Investigations'),
];

/** By vendor, in the order of the form. What is not named here is kept as it is, and set by the API. */
const VENDOR_SETTINGS: Record<Exclude<Vendor, EnrichmentSource>, readonly VendorSetting[]> = {
  wiz: [],
  crowdstrike: [
    {
      name: 'cloud',
      label: 'Cloud',
      hint: 'us-1, us-2, us-3, eu-1, us-gov-1 or us-gov-2. An address above wins. Empty: us-1.',
      kind: 'text',
      placeholder: 'us-1',
    },
    {
      name: 'webhookOnly',
      label: 'Alerts v2',
      hint: 'The webhook may miss some; what both bring is taken once.',
      kind: 'choice',
      yes: 'Not read: the webhook alone',
      no: 'Read',
    },
    {
      name: 'readLogSeconds',
      label: 'Read Alerts v2 every (seconds)',
      hint: 'For alerts that the webhook did not bring. Empty: 60.',
      kind: 'number',
      placeholder: '60',
    },
  ],
  okta: [
    {
      name: 'readLogSeconds',
      label: 'Read the System Log every (seconds)',
      hint: 'For events that the hook did not bring. Empty: 60.',
      kind: 'number',
      placeholder: '60',
    },
  ],
  ai: AI_SETTINGS,
  sentinelone: [DEVICE_PATIENCE],
  axonius: [
    {
      name: 'form',
      label: 'Form of the API',
      hint: 'v2; v4.0 for an older instance. Empty: v2.',
      kind: 'text',
      placeholder: 'v2',
    },
    DEVICE_PATIENCE,
  ],
  entra: [
    {
      name: 'loginUrl',
      label: 'Sign-in address',
      hint: 'Of a national cloud. Empty: https://login.microsoftonline.com.',
      kind: 'text',
      placeholder: 'https://login.microsoftonline.com',
    },
    DEVICE_PATIENCE,
  ],
  slack: [
    {
      name: 'channel',
      label: 'Channel for notices',
      hint: 'The channel’s id; its details in Slack show it.',
      kind: 'text',
      placeholder: 'C0AAA1111',
    },
  ],
  jamf: [
    {
      name: 'adminGroupId',
      label: 'Group of temporary administrators',
      hint: 'The number of a static computer group. Your policy makes the users of its Macs administrators.',
      kind: 'text',
      placeholder: '88',
    },
    {
      name: 'tokenPath',
      label: 'Token path',
      hint: 'Empty: the vendor’s own.',
      kind: 'text',
      placeholder: '/api/oauth/token',
    },
  ],
  teams: [],
  smtp: [
    { name: 'host', label: 'Mail server', hint: '', kind: 'text', placeholder: 'mail.shop.example' },
    {
      name: 'port',
      label: 'Port',
      hint: 'Empty: 465 with TLS from the start, else 587.',
      kind: 'number',
      placeholder: '587',
    },
    {
      name: 'secure',
      label: 'TLS',
      hint: 'A server outside of the allowed networks must offer one of the two.',
      kind: 'choice',
      yes: 'From the start',
      no: 'By STARTTLS',
    },
    {
      name: 'from',
      label: 'Sender',
      hint: 'The address that the mails come from.',
      kind: 'text',
      placeholder: 'Watchfloor <soc@shop.example>',
    },
  ],
  paging: [],
  generic: [],
};

/** The settings that a vendor alone has. */
export function settingsOf(vendor: string): readonly VendorSetting[] {
  const source = sourceOf(vendor);
  if (source) return sourceSettings(source);
  return Object.hasOwn(VENDOR_SETTINGS, vendor) ? VENDOR_SETTINGS[vendor as keyof typeof VENDOR_SETTINGS] : [];
}

/** The settings of a vendor as texts, for the form: a choice is `true`, `false` or empty. */
export function textsOf(vendor: string, settings: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    settingsOf(vendor).map(({ name }) => [name, settings[name] === undefined ? '' : String(settings[name])]),
  );
}

/** What was typed, as the API takes it; undefined for what was left empty. */
export function valueOfText(kind: VendorSetting['kind'], text: string): string | number | boolean | undefined {
  const typed = text.trim();
  if (typed === '') return undefined;
  if (kind === 'number') return Number(typed);
  return kind === 'choice' ? typed === 'true' : typed;
}
