import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readOktaBody, readOktaEvents } from './body.ts';
import { OktaEvent } from './event.ts';
import { oktaFactsOf } from './facts.ts';
import { addressesOf } from './implicated-address.ts';
import { judgeOktaEvent, SHIPPED_EVENT_TYPES, SUSPICIOUS_EVENTS, USER_REPORT } from './suspicious-events.ts';

const VICTIM = '198.51.100.31';
const ATTACKER = '203.0.113.77';
const event = (fields: Record<string, unknown>) =>
  OktaEvent.parse({ uuid: 'u1', eventType: 'user.session.start', ...fields });
const report = (debugData: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  event({ eventType: USER_REPORT, client: { ipAddress: VICTIM }, debugContext: { debugData }, ...more });

describe('the implicated address', () => {
  test.each<[name: string, OktaEvent, implicated: string | null, from: string | null, victim: string | null]>([
    [
      "a user's report: the reported sign-in's",
      report({ suspiciousActivityEventIp: ATTACKER }),
      ATTACKER,
      'reported_sign_in',
      VICTIM,
    ],
    ["a user's report without it: nobody's", report({}), null, null, VICTIM],
    ["a user's report with a broken one", report({ suspiciousActivityEventIp: 'n/a' }), null, null, VICTIM],
    ["a user's report with the word null", report({ suspiciousActivityEventIp: 'null' }), null, null, VICTIM],
    ['a report from the same address', report({ suspiciousActivityEventIp: VICTIM }), VICTIM, 'reported_sign_in', null],
    [
      "a user's report that names a chain",
      report({}, { request: { ipChain: [{ ip: ATTACKER }] } }),
      null,
      null,
      VICTIM,
    ],
    [
      'a report of an IPv6 sign-in',
      report({ suspiciousActivityEventIp: '2001:0DB8:0:0::BAD' }),
      '2001:db8::bad',
      'reported_sign_in',
      VICTIM,
    ],
    ['a sign-in', event({ client: { ipAddress: ATTACKER } }), ATTACKER, 'client', null],
    [
      'a threat by an unknown actor',
      event({
        eventType: 'security.threat.detected',
        actor: { id: 'unknown', alternateId: 'unknown' },
        client: { ipAddress: ATTACKER },
      }),
      ATTACKER,
      'client',
      null,
    ],
    [
      'a denied push',
      event({ eventType: 'user.mfa.okta_verify.deny_push', client: { ipAddress: ATTACKER } }),
      ATTACKER,
      'client',
      null,
    ],
    [
      'debug data of a report in another event',
      event({ client: { ipAddress: VICTIM }, debugContext: { debugData: { suspiciousActivityEventIp: ATTACKER } } }),
      VICTIM,
      'client',
      null,
    ],
    [
      'no client, a chain',
      event({ client: null, request: { ipChain: [{ ip: null }, { ip: ATTACKER }, { ip: VICTIM }] } }),
      ATTACKER,
      'ip_chain',
      null,
    ],
    ['nothing at all', event({ client: {}, request: null, debugContext: null }), null, null, null],
  ])('%s', (_, given, implicated, from, victim) => {
    const { implicated: found, victim: other } = addressesOf(given);
    expect([found?.value ?? null, found?.from ?? null, other?.value ?? null]).toEqual([implicated, from, victim]);
  });
});

describe('the facts of an event', () => {
  const person = { id: '00u1', type: 'User', alternateId: 'maria.rossi@retail.example', displayName: 'Maria Rossi' };

  test("a user's report tells of the reported sign-in, not of who reported it", () => {
    const facts = oktaFactsOf(
      report(
        {
          suspiciousActivityEventIp: ATTACKER,
          suspiciousActivityEventCity: 'Vilnius',
          suspiciousActivityEventCountry: 'Lithuania',
          suspiciousActivityEventLatitude: '54.687',
          suspiciousActivityEventLongitude: '25.279',
          suspiciousActivityEventType: 'user.session.start',
          suspiciousActivityBrowser: 'FIREFOX',
          suspiciousActivityOs: 'Windows',
          suspiciousActivityTimestamp: '2026-01-12T08:30:50.347Z',
        },
        {
          published: '2026-01-12T08:41:02.851Z',
          actor: person,
          target: [person],
          securityContext: { asNumber: 64510, asOrg: 'the victim’s isp', isProxy: false },
          authenticationContext: { externalSessionId: '102' },
        },
      ),
    );
    expect(facts).toMatchObject({
      at: '2026-01-12T08:30:50.347Z',
      published: '2026-01-12T08:41:02.851Z',
      user: { id: '00u1', login: 'maria.rossi@retail.example', name: 'Maria Rossi' },
      actor: null,
      userReport: true,
      place: { city: 'Vilnius', country: 'Lithuania', latitude: 54.687, longitude: 25.279 },
      network: null,
      agent: { raw: null, browser: 'FIREFOX', os: 'Windows' },
      session: null,
      reportedEventType: 'user.session.start',
    });
  });

  test('any other event tells of its client', () => {
    const facts = oktaFactsOf(
      event({
        published: '2026-01-12T08:41:02.851Z',
        actor: person,
        client: {
          ipAddress: ATTACKER,
          device: 'Computer',
          zone: 'null',
          userAgent: { rawUserAgent: 'Mozilla/5.0', os: 'Windows', browser: 'CHROME' },
          geographicalContext: { city: 'Vilnius', country: 'Lithuania', geolocation: { lat: 54.6, lon: 25.2 } },
        },
        securityContext: { asNumber: 64500, asOrg: 'hosting', isp: 'hosting', isProxy: true },
        authenticationContext: { externalSessionId: '102abc' },
        debugContext: { debugData: { risk: 'HIGH', factor: 'SMS_FACTOR' } },
        outcome: { result: 'SUCCESS', reason: null },
      }),
    );
    expect(facts).toMatchObject({
      at: '2026-01-12T08:41:02.851Z',
      user: { id: '00u1' },
      place: { city: 'Vilnius', latitude: 54.6 },
      network: { asn: 64500, organisation: 'hosting', isp: 'hosting', proxy: true },
      agent: { raw: 'Mozilla/5.0', browser: 'CHROME', os: 'Windows' },
      device: 'Computer',
      session: '102abc',
      factor: 'SMS_FACTOR',
      outcome: { result: 'SUCCESS', reason: null },
      risk: 'HIGH',
      reportedEventType: null,
    });
  });

  test.each<[name: string, Record<string, unknown>, user: string | null, actor: string | null]>([
    [
      'the first target that is a user',
      {
        actor: { id: 'admin', type: 'User' },
        target: [
          { id: 'f', type: 'Factor' },
          { id: 'u', type: 'User' },
        ],
      },
      'u',
      'admin',
    ],
    ["an application's user", { actor: { id: 'u', type: 'User' }, target: [{ id: 'a', type: 'AppUser' }] }, 'a', 'u'],
    ['else the actor', { actor: { id: 'u', type: 'User' }, target: [{ id: 'app', type: 'AppInstance' }] }, 'u', null],
    [
      'nobody where Okta acted',
      { actor: { id: 's', type: 'SystemPrincipal', alternateId: 'system@okta.com' } },
      null,
      null,
    ],
    ['nobody where it is unknown', { actor: { id: 'unknown', type: 'User', alternateId: 'unknown' } }, null, null],
    ['nobody where there is none', { actor: null, target: null }, null, null],
  ])('the user is %s', (_, fields, user, actor) => {
    const facts = oktaFactsOf(event(fields));
    expect([facts.user?.id ?? null, facts.actor?.id ?? null]).toEqual([user, actor]);
  });

  test('a factor is named by the event, its target or the sign-in', () => {
    const target = [{ id: 'x', type: 'AuthenticatorEnrollment', displayName: 'Okta Verify' }];
    expect(oktaFactsOf(event({ target })).factor).toBe('Okta Verify');
    expect(oktaFactsOf(event({ authenticationContext: { credentialType: 'OTP' } })).factor).toBe('OTP');
    expect(oktaFactsOf(event({})).factor).toBeNull();
  });
});

describe('suspicion', () => {
  const risky = (debugData: Record<string, unknown>) => event({ debugContext: { debugData } });
  const push = (result: string, reason: string | null) =>
    event({ eventType: 'user.authentication.auth_via_mfa', outcome: { result, reason } });

  test.each<[name: string, OktaEvent, suspicious: boolean, why: RegExp]>([
    ["a user's report", report({}), true, /reported/],
    ['an everyday sign-in', event({}), false, /its risk is not told/],
    ['a sign-in of low risk', risky({ risk: '{level=LOW}' }), false, /level=LOW/],
    ['a sign-in of high risk', risky({ risk: '{reasons=Anomalous Location, level=HIGH}' }), true, /high risk/],
    ['a sign-in of high risk in JSON', risky({ risk: '{"level":"HIGH"}' }), true, /high risk/],
    [
      'a sign-in whose risk was high before',
      risky({ risk: '{previousLevel=HIGH, level=LOW}' }),
      false,
      /without a high risk/,
    ],
    ['a suspected sign-in', risky({ threatSuspected: 'true' }), true, /high risk/],
    ['a new phone', risky({ behaviors: '{New Device=POSITIVE, New Geo-Location=NEGATIVE}' }), false, /not told/],
    [
      'a new phone elsewhere',
      risky({ behaviors: '{New Device=POSITIVE, New Geo-Location=POSITIVE}' }),
      true,
      /not like this user/,
    ],
    ['a denied push', push('FAILURE', 'INVALID_CREDENTIALS'), true, /denied a push/],
    ['a push that was taken', push('SUCCESS', null), false, /outcome is SUCCESS/],
    ['a push that ran out', push('FAILURE', 'TIMEOUT'), false, /FAILURE, TIMEOUT/],
    ['a locked account', event({ eventType: 'user.account.lock' }), false, /not among/],
    ['another event', event({ eventType: 'group.user_membership.add' }), false, /not among/],
  ])('%s', (_, given, suspicious, why) => {
    expect(judgeOktaEvent(given)).toMatchObject({ suspicious, reason: expect.stringMatching(why) });
  });

  test('the list is a parameter; a type that we do not know counts as it is', () => {
    const added = event({ eventType: 'group.user_membership.add' });
    expect(judgeOktaEvent(added, ['group.user_membership.add'])).toMatchObject({
      suspicious: true,
      factorChange: false,
    });
    expect(judgeOktaEvent(report({}), [])).toMatchObject({ suspicious: false });
    expect(judgeOktaEvent(event({ eventType: 'user.account.lock' }), ['user.account.lock']).suspicious).toBe(true);
  });

  test('whatever is done to a factor says so, shipped or added', () => {
    const types = ['reset_all', 'deactivate', 'update', 'activate', 'suspend'].map((act) => `user.mfa.factor.${act}`);
    for (const eventType of types)
      expect(judgeOktaEvent(event({ eventType }), types)).toMatchObject({ suspicious: true, factorChange: true });
    const others = SUSPICIOUS_EVENTS.filter(({ eventType }) => !eventType.startsWith('user.mfa.factor.'));
    for (const { eventType } of others)
      expect(judgeOktaEvent(event({ eventType }), [eventType])).not.toMatchObject({ factorChange: true });
  });

  test('each shipped type is listed once, with its reason', () => {
    expect(new Set(SHIPPED_EVENT_TYPES).size).toBe(SHIPPED_EVENT_TYPES.length);
    expect(SHIPPED_EVENT_TYPES).toContain(USER_REPORT);
    for (const { reason } of SUSPICIOUS_EVENTS) expect(reason).toMatch(/^[A-Z].{20,}\.$/);
  });
});

describe('a delivery', () => {
  const one = { uuid: 'a', eventType: 'user.session.start', extra: { kept: true } };

  test('has several events, each once, as they came', () => {
    const reading = readOktaBody({
      eventType: 'com.okta.event_hook',
      data: { events: [one, { ...one, uuid: 'b' }, one] },
    });
    expect(reading).toMatchObject({ ok: true, rejects: [] });
    expect(reading.ok && reading.events.map(({ event: { uuid } }) => uuid)).toEqual(['a', 'b']);
    expect(reading.ok && reading.events[0]?.raw).toBe(one);
  });

  test('keeps what can be read', () => {
    const { events, rejects } = readOktaEvents([one, { eventType: 'x' }, 'text', { uuid: 'c', eventType: '' }]);
    expect(events).toHaveLength(1);
    expect(rejects.map(({ index }) => index)).toEqual([1, 2, 3]);
    expect(rejects[0]?.problem).toBe('uuid is missing');
  });

  test('may be empty', () => {
    expect(readOktaBody({ data: { events: [] } })).toEqual({ ok: true, events: [], rejects: [] });
  });

  test.each<[unknown, RegExp]>([
    [null, /no list at data.events/],
    [[], /no list/],
    [{ data: {} }, /no list/],
    [{ data: { events: {} } }, /no list/],
    [{ data: { events: [{ eventType: 'x' }] } }, /None of its events.*uuid/],
  ])('that is none: %j', (body, reason) => {
    expect(readOktaBody(body)).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  });

  test('never throws, whatever JSON stands in its fields', () => {
    const json = fc.jsonValue();
    fc.assert(
      fc.property(json, json, json, json, fc.constantFrom(...SHIPPED_EVENT_TYPES), (a, b, c, d, eventType) => {
        const row = {
          uuid: 'x',
          eventType,
          actor: a,
          target: [b],
          client: c,
          debugContext: { debugData: d },
          request: b,
        };
        const reading = readOktaBody({ data: { events: [row, a] } });
        if (!reading.ok) throw new Error(reading.reason);
        const facts = oktaFactsOf(reading.events[0]!.event);
        expect(judgeOktaEvent(reading.events[0]!.event).reason).not.toBe('');
        expect(facts.uuid).toBe('x');
      }),
    );
  });
});
