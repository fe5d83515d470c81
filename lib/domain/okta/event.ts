import { z } from 'zod';

/**
 * A System Log event, as event hooks and `GET /api/v1/logs` give it. Only `uuid` and `eventType` are relied on; every other field may
 * be null, empty or missing, and a field of another type is read as missing. Fields that are not named here are kept.
 */

/** A text; whitespace, "", and the words `null` and `unknown` that Okta writes for nothing become null. */
const text = z
  .unknown()
  .optional()
  .transform((value): string | null => {
    if (typeof value === 'number' && Number.isFinite(value)) return String(value);
    if (typeof value !== 'string') return null;
    const trimmed = value.trim();
    return trimmed === '' || /^(null|unknown)$/i.test(trimmed) ? null : trimmed;
  });
const number = z
  .unknown()
  .optional()
  .transform((value): number | null => {
    const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof parsed === 'number' && Number.isFinite(parsed) ? parsed : null;
  });
const flag = z
  .unknown()
  .optional()
  .transform((value): boolean | null => (typeof value === 'boolean' ? value : null));

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const record = <S extends z.ZodRawShape>(shape: S) =>
  z
    .unknown()
    .optional()
    .transform((value) => (isRecord(value) ? value : {}))
    .pipe(z.looseObject(shape));
const records = <S extends z.ZodRawShape>(shape: S) =>
  z
    .unknown()
    .optional()
    .transform((value) => (Array.isArray(value) ? value.filter(isRecord) : []))
    .pipe(z.array(z.looseObject(shape)));

const party = { id: text, type: text, alternateId: text, displayName: text };
const place = record({
  city: text,
  state: text,
  country: text,
  geolocation: record({ lat: number, lon: number }),
});

export const OktaEvent = z.looseObject({
  uuid: z.string().trim().min(1),
  eventType: z.string().trim().min(1),
  published: text,
  displayMessage: text,
  severity: text,
  actor: record(party),
  target: records(party),
  client: record({
    ipAddress: text,
    device: text,
    zone: text,
    userAgent: record({ rawUserAgent: text, os: text, browser: text }),
    geographicalContext: place,
  }),
  outcome: record({ result: text, reason: text }),
  securityContext: record({ asNumber: number, asOrg: text, isp: text, domain: text, isProxy: flag }),
  debugContext: record({
    debugData: record({
      suspiciousActivityEventIp: text,
      suspiciousActivityEventCity: text,
      suspiciousActivityEventCountry: text,
      suspiciousActivityEventLatitude: number,
      suspiciousActivityEventLongitude: number,
      suspiciousActivityEventType: text,
      suspiciousActivityBrowser: text,
      suspiciousActivityOs: text,
      suspiciousActivityTimestamp: text,
      risk: text,
      behaviors: text,
      factor: text,
      threatSuspected: text,
    }),
  }),
  authenticationContext: record({ externalSessionId: text, credentialType: text }),
  transaction: record({ id: text, type: text }),
  request: record({ ipChain: records({ ip: text }) }),
});
export type OktaEvent = z.infer<typeof OktaEvent>;
