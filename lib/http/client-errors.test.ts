import { once } from 'node:events';
import { createServer, type RequestListener, type ServerOptions } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { answerClientErrors } from './client-errors.ts';
import { guard } from './guard.ts';
import { setSecurityHeaders } from './security-headers.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A server as the web process has it; answers its port. */
async function serve(handler: RequestListener, options: ServerOptions = {}): Promise<number> {
  const guarded = guard(handler, async () => null);
  const server = createServer({ requireHostHeader: false, ...options }, (request, response) => {
    setSecurityHeaders(response);
    guarded(request, response);
  });
  answerClientErrors(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

/** What comes back for these bytes until the server closes. */
async function send(
  port: number,
  bytes: string,
): Promise<{ status: number; headers: Headers; body: string; raw: string }> {
  const socket = connect(port, '127.0.0.1');
  socket.write(bytes);
  const raw = await text(socket);
  const [head = '', body = ''] = raw.split('\r\n\r\n', 2);
  const [first = '', ...lines] = head.split('\r\n');
  const headers = new Headers(
    lines.map((line): [string, string] => [line.split(': ', 1)[0]!, line.slice(line.indexOf(':') + 2)]),
  );
  return { status: Number(first.split(' ')[1]), headers, body, raw };
}

const unreachable: RequestListener = () => expect.unreachable();

test.each([
  ['what is no HTTP', 'GARBAGE\r\n\r\n', 400],
  ['a header without a name', 'GET / HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n', 400],
  ['two lengths of one body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', 400],
  ['headers that are too large', `GET / HTTP/1.1\r\nHost: x\r\nA: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
  ['an address that is too long', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
  ['an expectation', 'GET / HTTP/1.1\r\nHost: x\r\nExpect: a-miracle\r\nConnection: close\r\n\r\n', 417],
  ['no host', 'GET /api/v1/me HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
])('%s is refused with our headers and the reason', async (_, bytes, status) => {
  const answer = await send(await serve(unreachable), bytes);
  expect(answer.status).toBe(status);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    connection: 'close',
  });
  expect(JSON.parse(answer.body)).toMatchObject({ status, title: expect.not.stringMatching(/^Error$/) });
});

test('a request that never ends is told that it was too slow', async () => {
  const port = await serve(unreachable, { headersTimeout: 50, requestTimeout: 60, connectionsCheckingInterval: 20 });
  const answer = await send(port, 'GET / HTTP/1.1\r\nHost: x\r\n');
  expect(answer.status).toBe(408);
  expect(answer.headers.get('x-frame-options')).toBe('DENY');
});

test('garbage after a request whose answer is under way cuts it off, and is not written into it', async () => {
  const port = await serve(
    (_, response) => void response.writeHead(200, { 'content-type': 'text/plain' }).write('half'),
  );
  const socket = connect(port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(socket, 'data');
  socket.write('GARBAGE\r\n\r\n');
  const rest = await text(socket).catch(() => '');
  expect(rest).not.toContain('HTTP/1.1 400');
});

test('garbage after an answer that has ended gets an answer of its own', async () => {
  const port = await serve((_, response) => void response.end('whole'));
  const socket = connect(port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(socket, 'data');
  socket.write('GARBAGE\r\n\r\n');
  expect(await text(socket)).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
});
