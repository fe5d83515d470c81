import { createServer } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startVendor, type VendorHandler, type VendorServer } from '#e2e/vendors/server.ts';
import { ConnectorError, type HttpRequest, send } from './http.ts';

const LOOPBACK = ['127.0.0.0/8'];
const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function vendor(handler: VendorHandler): Promise<VendorServer> {
  const server = await startVendor(handler);
  open.push(server);
  return server;
}

function get(url: string, more: Partial<HttpRequest> = {}) {
  return send({ vendor: 'Acme', method: 'GET', url, allowedNetworks: LOOPBACK, ...more });
}

async function failure(call: Promise<unknown>): Promise<ConnectorError> {
  const error = await call.then(
    () => null,
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(ConnectorError);
  return error;
}

/** A name server that gives these answers in turn, then the last one for ever. */
function answering(...answers: string[][]) {
  let turn = 0;
  return vi.fn<LookupFunction>((_host, _options, callback) => {
    const addresses = answers[Math.min(turn++, answers.length - 1)] ?? [];
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  });
}

describe('a call', () => {
  it('sends JSON and reads JSON', async () => {
    const server = await vendor(({ json }) => ({ status: 201, body: { got: json } }));
    const answer = await get(server.url, { method: 'POST', json: { a: 1 }, headers: { authorization: 'Bearer x' } });
    expect(answer).toMatchObject({ status: 201, body: { got: { a: 1 } } });
    expect(server.requests[0]?.headers).toMatchObject({ authorization: 'Bearer x', 'user-agent': 'Watchfloor' });
  });

  it('sends forms', async () => {
    const server = await vendor(({ form }) => ({ body: Object.fromEntries(form ?? []) }));
    const answer = await get(server.url, { method: 'POST', form: { grant: 'a b&c' } });
    expect(answer.body).toEqual({ grant: 'a b&c' });
  });

  it('sends a body as it is, byte by byte', async () => {
    const server = await vendor(({ text, headers }) => ({ body: [text, headers['content-type']] }));
    const raw = { type: 'application/xml', body: '<a>\n é </a>' };
    expect((await get(server.url, { method: 'PUT', raw })).body).toEqual([raw.body, raw.type]);
  });

  it.each([
    ['an empty body', { status: 204 }, undefined, null],
    ['text where text is expected', { body: 'ok' }, 'text', 'ok'],
  ] as const)('reads %s', async (_name, reply, expect_, body) => {
    const server = await vendor(() => reply);
    expect((await get(server.url, { expect: expect_ })).body).toBe(body);
  });

  it.each([
    [400, 'bad_request'],
    [401, 'auth'],
    [403, 'forbidden'],
    [404, 'not_found'],
    [408, 'transient'],
    [410, 'not_found'],
    [422, 'bad_request'],
    [429, 'rate_limited'],
    [500, 'transient'],
    [501, 'bad_request'],
    [502, 'transient'],
    [503, 'transient'],
    [504, 'transient'],
  ])('fails a %i as %s', async (status, kind) => {
    const server = await vendor(() => ({ status, headers: { 'retry-after': '9' }, body: { error: 'why' } }));
    const error = await failure(get(`${server.url}/things?key=hidden`));
    expect(error).toMatchObject({ class: kind, vendor: 'Acme', answer: { status, excerpt: '{"error":"why"}' } });
    expect(error.request).toEqual({ method: 'GET', url: `${server.url}/things` });
    expect(error.retryAfterMs).toBe(kind === 'rate_limited' || kind === 'transient' ? 9_000 : undefined);
  });

  it('masks secrets wherever the vendor or the address repeats them', async () => {
    const secret = 'p@ss word/1';
    const server = await vendor(({ text, path }) => ({ status: 400, body: `${secret} ${text} ${path}` }));
    const url = `${server.url}/${encodeURIComponent(secret)}`;
    const error = await failure(get(url, { method: 'POST', form: { secret }, secrets: [secret] }));
    const shown = JSON.stringify(error) + error.message;
    expect(shown).toContain('•••');
    for (const form of ['p@ss', 'p%40ss', 'word']) expect(shown).not.toContain(form);
  });

  it('does not repeat a body that is not JSON', async () => {
    const server = await vendor(() => ({ headers: { 'content-type': 'text/html' }, body: '<b>token-123</b>' }));
    const error = await failure(get(server.url));
    expect(error).toMatchObject({ class: 'bad_request', message: expect.stringContaining('text/html') });
    expect(JSON.stringify(error)).not.toContain('token-123');
  });

  it('follows no redirect, and names its host', async () => {
    const target = await vendor(() => ({ body: {} }));
    const server = await vendor(() => ({ status: 302, headers: { location: `${target.url}/login?next=1` } }));
    const error = await failure(get(server.url, { headers: { authorization: 'Bearer x' } }));
    expect(error).toMatchObject({ class: 'refused', message: expect.stringContaining(new URL(target.url).host) });
    expect(target.requests).toEqual([]);
  });
});

describe('limits', () => {
  it('of size', async () => {
    const server = await vendor(() => ({ body: 'x'.repeat(5_000) }));
    const error = await failure(get(server.url, { expect: 'text', options: { maxBytes: 4_999 } }));
    expect(error).toMatchObject({ class: 'bad_request', message: expect.stringContaining('4999 bytes') });
    expect((await get(server.url, { expect: 'text', options: { maxBytes: 5_000 } })).body).toHaveLength(5_000);
  });

  it('of the time to the first byte', async () => {
    const server = await vendor(
      (_request, closing) => new Promise((resolve) => closing.addEventListener('abort', () => resolve({}))),
    );
    const error = await failure(get(server.url, { options: { headersMs: 50 } }));
    expect(error).toMatchObject({ class: 'transient', message: expect.stringContaining('too long') });
  });

  it('of the whole call, against a server that drips', async () => {
    const server = await dripping();
    const error = await failure(get(server, { options: { totalMs: 200 } }));
    expect(error).toMatchObject({ class: 'transient', message: expect.stringContaining('too long') });
  });

  it('of the caller, whose own reason is thrown', async () => {
    const server = await vendor(
      (_request, closing) => new Promise((resolve) => closing.addEventListener('abort', () => resolve({}))),
    );
    const caller = new AbortController();
    const call = get(server.url, { options: { signal: caller.signal } });
    await vi.waitFor(() => expect(server.requests).toHaveLength(1), 15_000);
    caller.abort(new Error('the run was cancelled'));
    await expect(call).rejects.toThrow('the run was cancelled');
  });

  it('of trust: a port without TLS is not asked again', async () => {
    const server = await vendor(() => ({}));
    const error = await failure(get(server.url.replace('http:', 'https:')));
    expect(error).toMatchObject({ class: 'refused', message: expect.stringContaining('no trusted TLS') });
    expect(server.requests).toEqual([]);
  });

  it('fails as transient when nobody listens', async () => {
    const server = await startVendor(() => ({}));
    await server.close();
    const error = await failure(get(server.url));
    expect(error).toMatchObject({ class: 'transient', message: expect.stringContaining('ECONNREFUSED') });
  });
});

describe('addresses', () => {
  it.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://0x7f.1/',
    'https://0x7f000001/',
    'https://2130706433/',
    'https://017700000001/',
    'https://0177.0.0.1/',
    'https://127.0.0.1./',
    'https://①②⑦.0.0.1/',
    'https://0/',
    'https://10.1.2.3/',
    'https://100.100.100.200/',
    'https://169.254.169.254/latest/meta-data/',
    'https://2852039166/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[0:0:0:0:0:ffff:a9fe:a9fe]/',
    'https://[64:ff9b::a9fe:a9fe]/',
    'https://[fd00:ec2::254]/',
    'https://[fe80::1]/',
    'http://192.168.1.1/',
    'http://[::1]:80/',
    'https://localhost/',
  ])('refuses %s', async (url) => {
    const error = await failure(get(url, { allowedNetworks: [] }));
    expect(error).toMatchObject({ class: 'refused', message: expect.stringContaining('not called') });
  });

  it.each([
    'ftp://example.com/',
    'file:///etc/passwd',
    'data:text/plain,x',
    'not a url',
    '',
    'https://user:pw@example.com/',
  ])('refuses the address %j', async (url) => {
    expect((await failure(get(url))).class).toBe('refused');
  });

  it('refuses a public address without TLS', async () => {
    const lookup = answering(['93.184.215.14']);
    const error = await failure(get('http://vendor.example/', { options: { lookup } }));
    expect(error).toMatchObject({ class: 'refused', message: expect.stringContaining('use https') });
    expect((await failure(get('http://93.184.215.14/'))).class).toBe('refused');
  });

  it('refuses a name that resolves to private addresses only, and says to which', async () => {
    const error = await failure(
      get('https://vendor.example/', { options: { lookup: answering(['10.0.0.7', 'fd00::7']) } }),
    );
    expect(error.message).toContain('vendor.example resolves to 10.0.0.7, a private address');
  });

  it('connects to the allowed ones among a name’s addresses', async () => {
    const server = await vendor(() => ({ body: { here: true } }));
    const { port } = new URL(server.url);
    const lookup = answering(['169.254.169.254', '127.0.0.1', '::1']);
    expect((await get(`http://vendor.example:${port}/`, { options: { lookup } })).body).toEqual({ here: true });
  });

  it('connects to the address that it checked: a name server that changes its answer gains nothing', async () => {
    const server = await vendor(() => ({ body: { here: true } }));
    const lookup = answering(['127.0.0.1'], ['127.0.0.2']);
    const url = `http://rebind.example:${new URL(server.url).port}/`;
    const call = () => get(url, { allowedNetworks: ['127.0.0.1/32'], options: { lookup } });

    expect((await call()).body).toEqual({ here: true });
    expect(lookup).toHaveBeenCalledTimes(1);
    await server.close();
    open.length = 0;
    await vi.waitFor(async () => expect((await failure(call())).class).toBe('refused'), 15_000);
    expect(lookup).toHaveBeenCalledTimes(2);
  });

  it('keeps apart what different callers may reach, also where a connection is already open', async () => {
    const server = await vendor(() => ({ body: {} }));
    await get(server.url);
    expect((await failure(get(server.url, { allowedNetworks: ['10.0.0.0/8'] }))).class).toBe('refused');
  });

  it('resolves by the system unless told otherwise', async () => {
    const server = await vendor(() => ({ body: { here: true } }));
    const url = `http://localhost:${new URL(server.url).port}/`;
    expect((await get(url)).body).toEqual({ here: true });
  });
});

/** Writes a byte each 20 ms until the client leaves. */
async function dripping(): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const drip = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(drip));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
