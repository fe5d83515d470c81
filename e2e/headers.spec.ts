import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from './support/test.ts';

const FIXED = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

test('every page has the security headers, and a policy whose nonce is new each time', async ({ page }) => {
  const nonces = new Set<string>();
  for (const path of ['/cases', '/sign-in', '/sign-out', '/deliveries', '/api/docs', '/no-such-page']) {
    const headers = (await page.request.get(path)).headers();
    expect(headers, path).toMatchObject(FIXED);
    expect(headers, path).not.toHaveProperty('x-powered-by');
    const policy = headers['content-security-policy'] ?? '';
    for (const part of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"])
      expect(policy, path).toContain(part);
    expect(policy.match(/script-src[^;]*/)?.[0], path).not.toMatch(/unsafe-inline|unsafe-eval|\*/);
    nonces.add(/'nonce-([^']+)'/.exec(policy)?.[1] ?? path);
  }
  expect(nonces.size).toBe(6);
});

test('next-auth shows no page of its own, which would have no policy', async ({ page }) => {
  for (const path of ['signin', 'signout', 'error', 'verify-request']) {
    const answer = await page.request.get(`/api/auth/${path}`, { maxRedirects: 0 });
    expect(answer.status(), path).toBe(302);
    expect(answer.headers().location, path).toMatch(/\/sign-(in|out)(\?|$)/);
  }
});

test('the API answers JSON that no browser takes for a page', async ({ page }) => {
  const answer = await page.request.get('/api/v1/me');
  expect(answer.headers()).toMatchObject({ ...FIXED, 'cache-control': expect.stringContaining('no-store') });
  expect(answer.headers()['content-type']).toContain('application/json');
});

test('a method that an address does not take, and an address that cannot be read, are told as problems', async ({
  page,
}) => {
  const method = await page.request.put('/api/v1/me', { data: {} });
  expect(method.status()).toBe(405);
  expect(method.headers().allow).toContain('GET');
  expect(await method.json()).toMatchObject({ status: 405, title: 'Method not allowed' });
  const address = await page.request.get('/api/v1/cases/%F0%9F');
  expect(address.status()).toBe(400);
  expect(address.headers()['content-type']).toBe('application/problem+json');
});

test('what is no request is refused with the headers, too', async ({ baseURL }) => {
  const { hostname, port } = new URL(baseURL!);
  const socket = connect(Number(port), hostname);
  socket.write(`GET / HTTP/1.1\r\nHost: x\r\nA: ${'a'.repeat(20_000)}\r\n\r\n`);
  const answer = await text(socket);
  expect(answer).toMatch(/^HTTP\/1.1 431 /);
  for (const [name, value] of Object.entries(FIXED))
    expect(answer.toLowerCase()).toContain(`${name}: ${value.toLowerCase()}`);
});

test('a change that another site asks for is refused', async ({ page }) => {
  const headers = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' };
  const answer = await page.request.post('/api/v1/cases', {
    headers,
    data: { title: 'From elsewhere', severity: 'low' },
  });
  expect(answer.status()).toBe(403);
});

test.describe('a stranger', () => {
  test.use({ role: null });

  test('is sent to the sign-in by pages and refused by the API', async ({ page }) => {
    await page.goto('/cases?severity=high');
    await expect(page).toHaveURL(/\/sign-in\?next=/);
    const answer = await page.request.get('/api/v1/cases');
    expect(answer.status()).toBe(401);
    expect(answer.headers()['content-type']).toContain('application/problem+json');
  });
});
