import type { LookupFunction } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { selfSigned } from '#e2e/vendors/self-signed.ts';
import { type SmtpEmulator, type SmtpOptions, startSmtp } from '#e2e/vendors/smtp.ts';
import type { ConnectorErrorClass } from './http.ts';
import { htmlOf, subjectOf, textOf } from './smtp/body.ts';
import { type Mail, type SmtpConnection, senderOf, sendMail, verifySmtp } from './smtp.ts';
import { failing } from './testing/failing.ts';

const open: SmtpEmulator[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function start(options: SmtpOptions = {}): Promise<SmtpEmulator> {
  const server = await startSmtp(options);
  open.push(server);
  return server;
}

function connTo({ host, port, user, password }: SmtpEmulator, changes: Partial<SmtpConnection> = {}): SmtpConnection {
  const from = 'Watchfloor <soc@shop.example>';
  return { host, port, secure: false, user, password, from, allowedNetworks: ['127.0.0.0/8'], ...changes };
}

const mail: Mail = {
  to: 'ann@shop.example',
  key: 'CASE-7/at_risk',
  subject: 'CASE-7 is at risk',
  paragraphs: ['Due in 3 minutes.\n<b>Now</b>'],
  facts: [{ title: 'Severity', value: 'critical & rising' }],
  link: { label: 'Open the case', url: 'https://soc.example/cases/CASE-7?a=1&b=2' },
  footer: 'You watch this case.',
};

const failsAs = failing(() => ['emulator-password']);

/** A name server that says so. */
const resolving =
  (...addresses: string[]): LookupFunction =>
  (_host, _options, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: 4 })),
    );

describe('a mail', () => {
  it('is signed in for and delivered, with text and HTML, under an id of its cause', async () => {
    const server = await start({ plain: true });
    const { messageId } = await sendMail(connTo(server), mail);
    expect(await sendMail(connTo(server), mail)).toEqual({ messageId });
    expect((await sendMail(connTo(server), { ...mail, key: 'CASE-8' })).messageId).not.toBe(messageId);
    const [got] = server.mails;
    expect(got).toMatchObject({ from: 'soc@shop.example', to: ['ann@shop.example'], user: 'emulator', secure: false });
    expect(got?.raw).toContain(`Message-ID: ${messageId}\r\n`);
    expect(got?.raw).toContain('From: Watchfloor <soc@shop.example>\r\n');
    expect(got?.raw).toContain('Auto-Submitted: auto-generated\r\n');
    expect(got?.raw).toContain('Due in 3 minutes.\r\n<b>Now</b>');
    expect(got?.raw).toContain('&#60;b&#62;Now');
  });

  it('needs no sign-in where none is asked for', async () => {
    const server = await start({ plain: true, open: true });
    await sendMail(connTo(server, { user: null, password: null }), mail);
    expect(server.mails).toMatchObject([{ user: null }]);
  });

  it.each([
    ['a subject', { subject: 'Hi\r\nBcc: eve@evil.example\r\n\r\nbody' }],
    ['a subject with other line ends', { subject: 'Hi\u2028Bcc: eve@evil.example\nBcc: b@evil.example' }],
    ['a key', { key: 'k>\r\nBcc: eve@evil.example' }],
  ])('takes no header from %s', async (_name, change) => {
    const server = await start({ plain: true });
    await sendMail(connTo(server), { ...mail, ...change });
    const [head = ''] = server.mails[0]?.raw.split('\r\n\r\n') ?? [];
    expect(head).not.toMatch(/^bcc:/im);
    expect(server.mails[0]?.to).toEqual(['ann@shop.example']);
  });

  it.each([
    'ann@shop.example, eve@evil.example',
    'Ann <ann@shop.example>',
    'ann@shop.example\r\nRCPT TO:<eve@evil.example>',
    'ann',
    '',
  ])('goes to no %j', async (to) => {
    const server = await start({ plain: true });
    await failsAs('bad_request', sendMail(connTo(server), { ...mail, to }));
    expect(server.mails).toEqual([]);
  });
});

describe('TLS', () => {
  const trust = selfSigned('mail.shop.example');
  const named = { host: 'mail.shop.example', lookup: resolving('127.0.0.1'), ca: trust.cert };

  it.each([
    ['from the first byte', true],
    ['by STARTTLS', false],
  ])('%s', async (_name, secure) => {
    const server = await start({ secure, ...trust });
    await sendMail(connTo(server, { ...named, secure }), mail);
    expect(server.mails).toMatchObject([{ secure: true }]);
  });

  it('with a certificate that nobody vouches for is refused, and no password is told', async () => {
    const server = await start({ secure: true, ...trust });
    await failsAs('refused', sendMail(connTo(server, { ...named, secure: true, ca: undefined }), mail));
    const other = await start({ ...selfSigned('other.example') });
    await failsAs('refused', sendMail(connTo(other, named), mail));
    expect([...server.mails, ...other.mails]).toEqual([]);
  });
});

describe('the host', () => {
  it('that is private is not called, by name or by number', async () => {
    const server = await start({ plain: true });
    const error = await failsAs('refused', verifySmtp(connTo(server, { allowedNetworks: [] })));
    expect(error.message).toBe('E-mail: not called: 127.0.0.1 is a loopback address');
    const named = connTo(server, { host: 'mail.example', lookup: resolving('10.0.0.5'), allowedNetworks: [] });
    expect((await failsAs('refused', verifySmtp(named))).message).toContain('resolves to 10.0.0.5');
  });

  it('is tried at its next address where the first one does not answer', async () => {
    const server = await start({ plain: true });
    await verifySmtp(connTo(server, { host: 'mail.example', lookup: resolving('127.0.0.2', '127.0.0.1') }));
  });

  it('whose name is not known may be known later', async () => {
    const server = await start({ plain: true });
    const lookup: LookupFunction = (_host, _options, callback) =>
      callback(Object.assign(new Error(), { code: 'EAI_AGAIN' }), []);
    await failsAs('transient', verifySmtp(connTo(server, { host: 'mail.example', lookup })));
  });
});

describe('errors', () => {
  it.each<[mode: SmtpEmulator['mode'], kind: ConnectorErrorClass, arrived: number]>([
    ['greylisted', 'transient', 0],
    ['unknown-recipient', 'bad_request', 0],
    ['full', 'transient', 0],
    ['lost', 'transient', 1],
  ])('%s: %s', async (mode, kind, arrived) => {
    const server = await start({ plain: true });
    server.mode = mode;
    await failsAs(kind, sendMail(connTo(server), mail));
    expect(server.mails).toHaveLength(arrived);
  });

  it('a wrong password', async () => {
    const server = await start({ plain: true });
    await failsAs('auth', verifySmtp(connTo(server, { password: 'wrong-password' })));
    await verifySmtp(connTo(server));
  });

  it('a server that says nothing, and one that is not there', async () => {
    const server = await start({ plain: true });
    server.mode = 'silent';
    await failsAs('transient', verifySmtp(connTo(server, { timeouts: { connectMs: 200, answerMs: 200 } })));
    await failsAs('transient', verifySmtp(connTo(server, { port: 1 })));
  });
});

it.each([
  ['soc@shop.example', { name: '', address: 'soc@shop.example' }],
  ['Watchfloor <soc@shop.example>', { name: 'Watchfloor', address: 'soc@shop.example' }],
  ['"The SOC, night" <soc@shop.example>', { name: 'The SOC, night', address: 'soc@shop.example' }],
])('the sender %s', (from, sender) => {
  expect(senderOf(from)).toEqual(sender);
});

describe('the body', () => {
  it('is escaped, and links http and https alone', () => {
    const html = htmlOf({ ...mail, link: { label: '"><script>', url: 'javascript:alert(1)' } });
    expect(html).not.toMatch(/<script|javascript:/);
    expect(htmlOf(mail)).toContain('href="https://soc.example/cases/CASE-7?a=1&#38;b=2"');
    expect(htmlOf(mail)).toContain('Due in 3 minutes.<br>&#60;b&#62;Now&#60;/b&#62;');
  });

  it('is readable as plain text', () => {
    expect(textOf(mail)).toBe(
      'Due in 3 minutes.\n<b>Now</b>\n\nSeverity: critical & rising\n\nOpen the case: https://soc.example/cases/CASE-7?a=1&b=2\n\n-- \nYou watch this case.\n',
    );
  });

  it('has a subject of 200 characters at most', () => {
    expect(subjectOf('😀'.repeat(300))).toBe('😀'.repeat(200));
  });
});
