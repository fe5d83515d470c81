import { describe, expect, it } from 'vitest';
import { CaseInput } from '../case.ts';
import { oktaCaseOf } from './as-case.ts';
import { entriesOf, readOneOktaEvent } from './delivered.ts';
import { OktaEvent } from './event.ts';
import { oktaFactsOf } from './facts.ts';

const WHY = { reason: 'The user reported it.', factorChange: false };
const maria = { id: '00u1', type: 'User', alternateId: 'maria@shop.example', displayName: 'Maria Rossi' };
const session = {
  uuid: 'e1',
  eventType: 'user.session.start',
  displayMessage: 'User login to Okta',
  published: '2026-03-02T06:00:00.000Z',
  actor: maria,
  client: {
    ipAddress: '203.0.113.9',
    userAgent: { rawUserAgent: 'Mozilla `5.0`\n# x', os: 'Mac OS X', browser: 'CHROME' },
    geographicalContext: { city: 'Vilnius', country: 'Lithuania' },
  },
  securityContext: { asNumber: 64_510, asOrg: 'example isp', isProxy: true },
  authenticationContext: { externalSessionId: '102' },
};
const caseOf = (event: object, why = WHY) =>
  oktaCaseOf(oktaFactsOf(OktaEvent.parse({ uuid: 'e', eventType: 't', ...event })), why, 'medium');

describe('an event as a case', () => {
  it('is about its user, and accuses the address', () => {
    const made = caseOf(session);
    expect(made.subject).toEqual({ type: 'user', value: 'maria@shop.example' });
    expect(made.fields).toMatchObject({
      title: 'User login to Okta: Maria Rossi',
      severity: 'medium',
      category: 'Identity & Access',
      source: 'okta',
    });
    expect(made.observables).toEqual([
      { type: 'user', value: 'maria@shop.example', role: 'victim', path: '/target' },
      { type: 'ipv4', value: '203.0.113.9', role: 'implicated', path: '/client/ipAddress' },
    ]);
    expect(made.report).toBe(
      'Okta reports “User login to Okta” from 203.0.113.9 (Vilnius, Lithuania) with CHROME on Mac OS X',
    );
  });

  it('has the circumstances as custom fields, and none that is not told', () => {
    expect(caseOf(session).fields.customFields).toEqual({
      oktaEventType: 'user.session.start',
      oktaEventAt: '2026-03-02T06:00:00.000Z',
      oktaUserId: '00u1',
      signInCity: 'Vilnius',
      signInCountry: 'Lithuania',
      asn: 64_510,
      asnOrganisation: 'example isp',
      proxy: true,
      userAgent: 'Mozilla `5.0`\n# x',
      browser: 'CHROME',
      operatingSystem: 'Mac OS X',
      oktaSession: '102',
    });
    expect(caseOf({}, { ...WHY, factorChange: true }).fields.customFields).toEqual({
      oktaEventType: 't',
      oktaFactorChange: true,
    });
  });

  it('writes the vendor’s values as code, so that none is read as Markdown', () => {
    expect(caseOf(session).fields.description).toContain('- **Agent:** `Mozilla  5.0 # x`');
    expect(caseOf(session).fields.description).toMatch(/^The user reported it\.\n\n- \*\*User:\*\* `Maria Rossi/);
  });

  it.each([
    [
      'nobody and an address',
      { client: { ipAddress: '2001:db8::1' } },
      { type: 'ipv6', value: '2001:db8::1' },
      't: 2001:db8::1',
    ],
    ['nobody and nothing', {}, null, 't'],
    ['a user without a login', { target: [{ id: '00u9', type: 'User' }] }, { type: 'user', value: '00u9' }, 't: 00u9'],
  ])('of %s', (_, event, subject, title) => {
    const made = caseOf(event);
    expect(made.subject).toEqual(subject);
    expect(made.fields.title).toBe(title);
  });

  it('names another person who did it', () => {
    const made = caseOf({
      ...session,
      actor: { ...maria, id: '00u2', alternateId: 'it@shop.example' },
      target: [maria],
    });
    expect(made.observables).toContainEqual({
      type: 'user',
      value: 'it@shop.example',
      role: 'related',
      path: '/actor',
    });
  });

  it('fits a case however long its texts are', () => {
    const long = '😀'.repeat(5_000);
    const made = caseOf({
      ...session,
      displayMessage: long,
      actor: { ...maria, displayName: long },
      client: { ...session.client, userAgent: { rawUserAgent: long } },
    });
    expect(CaseInput.safeParse(made.fields).success).toBe(true);
  });
});

describe('a stored body', () => {
  const hook = (...events: unknown[]) => ({ data: { events } });

  it('is one event, alone or in a hook’s body', () => {
    expect(readOneOktaEvent(session)).toMatchObject({ ok: true, event: { uuid: 'e1' } });
    expect(readOneOktaEvent(hook(session))).toMatchObject({ ok: true, event: { uuid: 'e1' } });
  });

  it.each([
    [null, 'the body is missing'],
    [{ eventType: 't' }, 'uuid is missing'],
    [hook(), 'holds no event'],
    [hook({}), 'None of its events can be read'],
    [hook(session, { ...session, uuid: 'e2' }), 'holds 2 events'],
  ])('%j says what is wrong', (body, reason) => {
    expect(readOneOktaEvent(body)).toEqual({ ok: false, reason: expect.stringContaining(reason) });
  });

  it('gives its entries as they came', () => {
    expect(entriesOf(hook(session, 7, null))).toEqual([session, 7, null]);
    for (const body of [session, { data: null }, { data: { events: {} } }, 'text']) expect(entriesOf(body)).toBeNull();
  });
});
