import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startVendor, type VendorServer } from './server.ts';
import { startWiz, type WizEmulator, wizDetectionBody, wizIssueBody } from './wiz.ts';

let wiz: WizEmulator;
let target: VendorServer;

beforeEach(async () => {
  wiz = await startWiz();
  target = await startVendor(() => ({ status: 202, body: { deliveryId: 'd1', duplicate: false } }));
});
afterEach(() => Promise.all([wiz.close(), target.close()]));

const form = { grant_type: 'client_credentials', client_id: 'emulator-client', client_secret: 'emulator-secret' };

describe('the token endpoint', () => {
  it.each([
    ['the right form', { ...form, audience: 'wiz-api' }, 200],
    ['no audience', form, 403],
    ['another audience', { ...form, audience: 'other' }, 403],
    ['a wrong secret', { ...form, audience: 'wiz-api', client_secret: 'x' }, 401],
    ['another grant', { ...form, audience: 'wiz-api', grant_type: 'password' }, 400],
  ])('answers %s', async (_name, fields, status) => {
    const answer = await fetch(wiz.authUrl, { method: 'POST', body: new URLSearchParams(fields) });
    expect(answer.status).toBe(status);
  });

  it('takes no JSON', async () => {
    const body = JSON.stringify({ ...form, audience: 'wiz-api' });
    const answer = await fetch(wiz.authUrl, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    expect(answer.status).toBe(415);
  });
});

describe('pushes', () => {
  it('an issue with a bearer token, and knows it by its API', async () => {
    const result = await wiz.pushIssue(
      `${target.url}/hook`,
      { auth: { bearer: 's3cret' } },
      { issue: { status: 'RESOLVED' } },
    );
    expect(result).toMatchObject({ status: 202, body: { deliveryId: 'd1' } });
    const [request] = target.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/hook', headers: { authorization: 'Bearer s3cret' } });
    expect(request?.json).toEqual(wizIssueBody(0, { issue: { status: 'RESOLVED' } }));
    expect([...wiz.issues.values()]).toMatchObject([{ id: wizIssueBody(0).issue.id, status: 'RESOLVED' }]);
  });

  it('a detection with user and password, each time the next one', async () => {
    const auth = { user: 'wiz', password: 'a:b' };
    await wiz.pushDetection(target.url, { auth });
    await wiz.pushDetection(target.url, { auth });
    expect(target.requests.map(({ json }) => json)).toEqual([wizDetectionBody(0), wizDetectionBody(1)]);
    expect(target.requests[0]?.headers.authorization).toBe(`Basic ${btoa('wiz:a:b')}`);
  });
});

describe('bodies', () => {
  it('are the same for the same number, and others for another', () => {
    expect(wizIssueBody(3)).toEqual(wizIssueBody(3));
    expect(new Set(Array.from({ length: 50 }, (_, n) => wizIssueBody(n).issue.id)).size).toBe(50);
    expect(new Set(Array.from({ length: 50 }, (_, n) => wizDetectionBody(n).id)).size).toBe(50);
  });

  it('take overrides at any depth, and lose what is undefined', () => {
    const body = wizIssueBody(0, { issue: { severity: 'LOW', projects: undefined }, changedBy: 'a.weber' });
    expect(body).toMatchObject({ issue: { severity: 'LOW', status: 'OPEN' }, changedBy: 'a.weber' });
    expect(body.issue).not.toHaveProperty('projects');
  });

  it('have projects as one text with a separator at its end', () => {
    expect(wizIssueBody(0).issue.projects).toBe('Online Shop, PCI Zone, ');
    expect(wizIssueBody(3).issue.projects).toBe('');
  });
});
