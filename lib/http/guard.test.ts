import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { PEER_HEADER } from './client-address.ts';
import { guard } from './guard.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A server whose handler stands for Next. */
async function serve(handler: RequestListener, allow: string | null = 'OPTIONS, GET, HEAD'): Promise<string> {
  const server = createServer(guard(handler, async () => allow)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const empty =
  (status: number, withHeadFirst: boolean): RequestListener =>
  (_, response) => {
    response.statusCode = status;
    if (withHeadFirst) response.writeHead(status);
    response.end();
  };

test.each([true, false])('an empty 405 gets its problem and what is allowed (head first: %s)', async (headFirst) => {
  const answer = await fetch(`${await serve(empty(405, headFirst))}/api/v1/me`, { method: 'PUT', body: '{}' });
  expect(answer.status).toBe(405);
  expect(answer.headers.get('allow')).toBe('OPTIONS, GET, HEAD');
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(await answer.json()).toEqual({
    type: 'about:blank',
    title: 'Method not allowed',
    status: 405,
    detail: 'This address does not take this method.',
  });
});

test('HEAD stays without a body, and an unknown Allow is left out', async () => {
  const answer = await fetch(`${await serve(empty(405, true), null)}/api/v1/me`, { method: 'HEAD' });
  expect(answer.status).toBe(405);
  expect(answer.headers.get('allow')).toBeNull();
  expect(await answer.text()).toBe('');
});

test('other empty errors of the API get one too', async () => {
  const answer = await fetch(`${await serve(empty(400, false))}/api/v1/me`);
  expect(await answer.json()).toMatchObject({ status: 400, title: 'The request is not valid' });
});

test.each([
  ['/api/v1/me', 204],
  ['/cases', 405],
])('%s with an empty %i is left alone', async (path, status) => {
  const answer = await fetch((await serve(empty(status, true))) + path);
  expect(answer.status).toBe(status);
  expect(await answer.text()).toBe('');
});

test('an answer with a body is left alone, also one that is written piece by piece', async () => {
  const url = await serve((_, response) => {
    response.writeHead(500, { 'content-type': 'text/plain' });
    response.write('a');
    response.end('b');
  });
  const answer = await fetch(`${url}/api/v1/me`);
  expect(answer.status).toBe(500);
  expect(await answer.text()).toBe('ab');
});

test.each(['%F0%9F', '%', '%zz', '%C0%80'])('an address with %s is 400 and never reaches the pages', async (part) => {
  const url = await serve(() => expect.unreachable());
  const api = await fetch(`${url}/api/v1/cases/${part}?q=1`);
  expect(api.status).toBe(400);
  expect(await api.json()).toMatchObject({ status: 400, detail: expect.stringContaining('%-escapes') });
  const page = await fetch(`${url}/cases/${part}`);
  expect(page.status).toBe(400);
  expect(page.headers.get('content-type')).toBe('text/plain; charset=utf-8');
});

test('a good escape, and a bad one in the query alone, pass', async () => {
  const url = await serve((request, response) => void response.end(request.url));
  expect(await (await fetch(`${url}/api/v1/cases/%F0%9F%98%80?q=%F0`)).text()).toContain('?q=%F0');
});

test('whose socket it came by is told by the server, whatever the client claims', async () => {
  const echo: RequestListener = (request, response) => response.end(request.headers[PEER_HEADER]);
  const claimed = { [PEER_HEADER]: '203.0.113.9' };
  expect(await (await fetch(await serve(echo), { headers: claimed })).text()).toBe('127.0.0.1');
});

test('a method that nothing here takes is refused before Next sees it', async () => {
  const url = await serve(() => {
    throw new Error('Next was asked');
  });
  const answer = await new Promise<IncomingMessage>((resolve) => {
    request(`${url}/api/v1/cases`, { method: 'TRACE' }, resolve).end();
  });
  answer.resume();
  expect(answer.statusCode).toBe(405);
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(answer.headers.allow).toContain('PATCH');
});

test('an address that is no path is refused', async () => {
  const url = await serve(() => {
    throw new Error('Next was asked');
  });
  const { port } = new URL(url);
  const answer = await new Promise<IncomingMessage>((resolve) => {
    request({ host: '127.0.0.1', port, path: '*', method: 'OPTIONS' }, resolve).end();
  });
  answer.resume();
  expect(answer.statusCode).toBe(400);
});
