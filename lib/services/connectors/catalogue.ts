import { z } from 'zod';
import { INTAKE, type IntakeSource } from '../../domain/intake-sources.ts';
import { isIntakeVendor, VENDORS, type Vendor } from '../../domain/vendors.ts';
import { ServiceError } from '../errors.ts';

/** The secrets that a sender can prove itself with. */
export type InboundSecret = 'webhookToken' | 'webhookUser' | 'webhookPassword' | 'hmacSecret';

/** What an administrator can set on a connector. */
export interface ConnectorDefinition {
  id: string;
  vendor: Vendor;
  title: string;
  /** Names of the secrets, in the order of the form. */
  credentials: readonly string[];
  /** Those that a sender proves itself with: their previous value stays live for a while when they are replaced. */
  inbound: readonly string[];
  settings: z.ZodObject;
  /** Where its events arrive. Null: it sends none. */
  hookPath: string | null;
  /** Its bodies go through a mapping. */
  mapped: boolean;
  /** It has an address that we call. */
  calls: boolean;
}

/** One vendor's part of the catalogue; the rest follows from it. */
interface Described extends Pick<ConnectorDefinition, 'title' | 'settings' | 'hookPath'> {
  inbound: readonly InboundSecret[];
  /** Names of the secrets with which we call it. None: it is never called. */
  outbound: readonly string[];
}

const httpAddress = z
  .string()
  .trim()
  .max(500)
  .refine((url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol), 'Write an http or https address.')
  .refine((url) => URL.canParse(url) && new URL(url).username === '', 'Write the address without a user name.');

const intakeSettings = {
  rotationHours: z
    .number()
    .min(0)
    .max(720)
    .optional()
    .describe('Hours for which a replaced inbound secret is still accepted. 0: not at all. Default 24.'),
  expectedEveryMinutes: z
    .number()
    .int()
    .min(1)
    .max(43_200)
    .nullable()
    .optional()
    .describe('The source counts as silent when nothing came for so long.'),
};

const wiz: Described = {
  title: 'Wiz',
  outbound: ['clientId', 'clientSecret'],
  inbound: ['webhookToken', 'webhookUser', 'webhookPassword'],
  settings: z.strictObject({
    authUrl: httpAddress.optional().describe('Where a token is had.'),
    audience: z.string().trim().min(1).max(200).optional().describe('The audience of the token.'),
    ...intakeSettings,
  }),
  hookPath: '/api/hooks/wiz',
};

const generic: Described = {
  title: 'Generic',
  outbound: [],
  inbound: ['webhookToken', 'hmacSecret'],
  settings: z.strictObject(intakeSettings),
  hookPath: '/api/hooks/generic/{source}',
};

const DESCRIBED: Record<Vendor, Described> = { wiz, generic };

function define(vendor: Vendor): ConnectorDefinition {
  const { outbound, ...described } = DESCRIBED[vendor];
  return {
    ...described,
    id: vendor,
    vendor,
    credentials: [...outbound, ...described.inbound],
    mapped: isIntakeVendor(vendor),
    calls: outbound.length > 0,
  };
}

/** The connectors that every installation has, set or not. Named generic sources come beside them. */
export const CONNECTORS: readonly ConnectorDefinition[] = VENDORS.map(define);
const GENERIC = define('generic');

const SOURCE = /^generic\/([a-z0-9][a-z0-9-]{0,62})$/;

/** True for the id of a named generic source: `generic/` and 1–63 lower-case letters, digits and hyphens. */
export function isSourceId(id: string): boolean {
  return SOURCE.test(id);
}

/** What can be set on `wiz`, `generic` or `generic/<source>`. Throws `not_found` for another id. */
export function definitionOf(id: string): ConnectorDefinition {
  const known = CONNECTORS.find((connector) => connector.id === id);
  if (known) return known;
  const source = SOURCE.exec(id)?.[1];
  if (!source) throw new ServiceError('not_found', `The connector ${id} is not available yet.`);
  return { ...GENERIC, id, title: source, hookPath: `/api/hooks/generic/${source}` };
}

/** How a connector's events become cases. Throws `not_found` for one that is unknown or sends none. */
export function intakeOf(id: string): IntakeSource {
  const { vendor } = definitionOf(id);
  if (!isIntakeVendor(vendor)) throw new ServiceError('not_found', `${id} sends no events.`);
  return INTAKE[vendor];
}

/** The body of PUT for a connector: unknown credentials and settings are refused by their name. */
export function inputOf(definition: ConnectorDefinition) {
  const secret = z
    .string()
    .max(8192)
    .refine((value) => !/\p{Cc}/u.test(value), 'Write it on one line.')
    .nullable();
  return z.strictObject({
    id: z.literal(definition.id),
    enabled: z.boolean(),
    baseUrl: (definition.calls ? httpAddress : z.never('This connector has no address to call.')).nullable().optional(),
    /** An omitted name keeps its value; null or "" deletes it. */
    credentials: z
      .strictObject(Object.fromEntries(definition.credentials.map((name) => [name, secret.optional()])))
      .default({}),
    /** Replaces all settings where given. */
    settings: definition.settings.optional(),
  });
}

/** Hours for which a replaced inbound secret stays live. */
export const DEFAULT_ROTATION_HOURS = 24;
