import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startWiz, type WizEmulator, wizIssueNode } from '#e2e/vendors/wiz.ts';
import { useEncryptionKey } from '../services/connectors/box.ts';
import { getConnector } from '../services/connectors/get.ts';
import { putConnector } from '../services/connectors/put.ts';
import { as, ctxOf, testFloor } from '../services/testing/fixtures.ts';
import { fetchWizIssue } from './fetch-wiz-issue.ts';
import { testConnector } from './test-connector.ts';

const floor = testFloor();
const LOCAL = ['127.0.0.0/8'];
let wiz: WizEmulator;

beforeAll(async () => {
  useEncryptionKey('11'.repeat(32));
  wiz = await startWiz();
});
afterAll(() => wiz.close());
beforeEach(() => {
  wiz.mode = 'ok';
});

const admin = () => ctxOf(floor.db, as(floor.people.admin), new Date());
const set = (credentials: Record<string, string | null>, enabled = true) =>
  putConnector({
    ctx: admin(),
    input: {
      id: 'wiz',
      enabled,
      baseUrl: wiz.apiUrl,
      credentials,
      settings: { authUrl: wiz.authUrl, audience: wiz.audience },
    },
  });
const right = () => ({ clientId: wiz.clientId, clientSecret: wiz.clientSecret });
const test_ = (id = 'wiz', allowedNetworks = LOCAL) => testConnector({ ctx: admin(), input: { id, allowedNetworks } });
const fetch_ = (id: string, allowedNetworks = LOCAL) => fetchWizIssue(floor.db, { id, allowedNetworks });

describe('the whole issue behind a webhook', () => {
  test('is not asked for without credentials, or while the connector is off', async () => {
    await set({ clientId: null, clientSecret: null });
    expect(await fetch_('any')).toMatchObject({ state: 'off', facts: null });
    await set(right(), false);
    expect(await fetch_('any')).toMatchObject({
      state: 'off',
      facts: null,
      note: expect.stringContaining('not asked'),
    });
    expect(wiz.requests).toEqual([]);
  });

  test('brings fields, tags, links, notes and observables under the names of the shipped mapping', async () => {
    await set(right());
    const node = wizIssueNode(1);
    wiz.issues.set(node.id, node);
    const { state, facts, note } = await fetch_(node.id);
    expect(state).toBe('fetched');
    expect(note).toContain('whole issue');
    expect(facts!.customFields).toMatchObject({
      cloudPlatform: node.entitySnapshot.cloudPlatform,
      subscription: node.entitySnapshot.subscriptionName,
      resource: node.entitySnapshot.name,
    });
    expect(facts!.tags).toEqual(node.projects.map(({ name }) => name));
    for (const { url } of facts!.links) expect(url).toMatch(/^https?:/);
    expect(JSON.stringify(facts)).not.toContain(wiz.clientSecret);
  });

  test('uses one token for many', async () => {
    await set(right());
    const node = wizIssueNode(2);
    wiz.issues.set(node.id, node);
    await fetch_(node.id);
    const { tokensIssued } = wiz;
    await Promise.all([fetch_(node.id), fetch_(node.id)]);
    expect(wiz.tokensIssued).toBe(tokensIssued);
  });

  test('that Wiz does not know is an answer, no error', async () => {
    await set(right());
    expect(await fetch_('00000000-0000-4000-8000-000000000000')).toMatchObject({ state: 'unknown', facts: null });
  });

  test('a failure has a class that decides on the next try, and stands on the connector', async () => {
    await set(right());
    wiz.mode = 'rate-limited';
    await expect(fetch_('any')).rejects.toMatchObject({ class: 'rate_limited' });
    wiz.mode = 'ok';
    await expect(fetch_('any', [])).rejects.toMatchObject({ class: 'refused' });
  });
});

describe('the test of a connector', () => {
  test('signs in anew, reads, and keeps the result', async () => {
    await set(right());
    const before = wiz.tokensIssued;
    const result = await test_();
    expect(result).toMatchObject({ ok: true, milliseconds: expect.any(Number) });
    expect(wiz.tokensIssued).toBe(before + 1);
    expect(await getConnector({ ctx: admin(), input: { id: 'wiz' } })).toMatchObject({
      lastTest: { ok: true, message: result.message },
    });
  });

  test('says what is wrong, without a secret', async () => {
    await set({ clientId: wiz.clientId, clientSecret: 'a wrong secret' });
    const wrong = await test_();
    expect(wrong).toMatchObject({ ok: false, message: expect.stringContaining('the audience wrong?') });
    expect(wrong.message).not.toContain('a wrong secret');
    await set(right());
    expect(await test_('wiz', [])).toMatchObject({ ok: false, message: expect.stringContaining('not called') });
    await set({ clientId: null, clientSecret: null });
    expect(await test_()).toMatchObject({ ok: false, message: expect.stringContaining('clientId') });
  });

  test('of what only receives says so; an unknown connector and another role are refused', async () => {
    await putConnector({ ctx: admin(), input: { id: 'generic', enabled: true } });
    expect(await test_('generic')).toMatchObject({ ok: true, message: expect.stringContaining('only receives') });
    await expect(test_('acme')).rejects.toMatchObject({ code: 'not_found' });
    const analyst = ctxOf(floor.db, as(floor.people.analyst));
    await expect(testConnector({ ctx: analyst, input: { id: 'wiz', allowedNetworks: LOCAL } })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
