import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMasker, type KnownNames, type MaskKind } from './mask.ts';

it.each<[what: string, kind: MaskKind, text: string, secret: string]>([
  ['a password by its name', 'SECRET', 'password=Winter2024! done', 'Winter2024!'],
  ['a password in JSON', 'SECRET', '{"client_secret":"s3cr3t-value"}', 's3cr3t-value'],
  ['a switch', 'SECRET', 'tool -p Winter2024! run', 'Winter2024!'],
  ['a long switch', 'SECRET', 'tool --password="Winter 2024" run'.replace(' 2024', '2024'), 'Winter2024'],
  ['curl’s user', 'SECRET', 'curl -u admin:hunter22 https://h.example', 'hunter22'],
  ['net use', 'SECRET', 'net use \\\\srv\\c$ /user:corp\\adm Secret123', 'Secret123'],
  ['net user', 'SECRET', 'net user helper Winter2024 /add', 'Winter2024'],
  ['an address with a password', 'SECRET', 'https://bob:pa55word@h.example/', 'pa55word'],
  ['a bearer', 'SECRET', 'Authorization: Bearer abcdefghijkl', 'abcdefghijkl'],
  [
    'a JWT',
    'SECRET',
    'x eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig-nature y',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig-nature',
  ],
  ['a key of AWS', 'SECRET', 'set AKIAABCDEFGHIJKLMNOP', 'AKIAABCDEFGHIJKLMNOP'],
  ['a token of GitHub', 'SECRET', 'clone ghp_abcdefghijklmnop1234', 'ghp_abcdefghijklmnop1234'],
  ['a private key', 'SECRET', '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----', 'MIIE'],
  ['a switch that sticks to it', 'SECRET', 'mysql -uroot -pS3cret!pass shop', 'S3cret!pass'],
  ['net use, in front of the user', 'SECRET', 'net use \\\\s\\c P@ssw0rd1 /user:dom\\bob', 'P@ssw0rd1'],
  ['a scheduled task', 'SECRET', 'schtasks /create /ru bob /rp Passw0rd1 /tn x', 'Passw0rd1'],
  ['a secure string', 'SECRET', 'ConvertTo-SecureString "P@ssw0rd!" -AsPlainText -Force', 'P@ssw0rd!'],
  [
    'a secure string within brackets',
    'SECRET',
    'Set-ADAccountPassword -NewPassword (ConvertTo-SecureString -AsPlainText "Winter2026!" -Force)',
    'Winter2026!',
  ],
  ['several words in quotes', 'SECRET', 'password="correct horse battery staple"', 'horse battery staple'],
  ['signs in the middle', 'SECRET', 'password=P@ss,word&1;x', 'word&1;x'],
  ['one of a row of pairs', 'SECRET', 'Server=a;Password=b!c;d;Encrypt=true', 'b!c;d'],
  ['one of the registry', 'SECRET', 'DefaultPassword    REG_SZ    hunter22', 'hunter22'],
  ['one that goes to the registry', 'SECRET', 'reg add HKLM\\x /v DefaultPassword /t REG_SZ /d hunter22', 'hunter22'],
  ['an address with colons in it', 'SECRET', 'https://user:p:a:ss@host/x', 'p:a:ss'],
  ['an address with a slash in it', 'SECRET', 'https://bob:pa/ss@host', 'pa/ss'],
  ['a key of an account', 'SECRET', 'AccountKey=abc123def456ghi789==;EndpointSuffix=x', 'abc123def456ghi789=='],
  ['openssl', 'SECRET', 'openssl enc -aes-256-cbc -k Secr3tKey -in a', 'Secr3tKey'],
  ['openssl’s own form', 'SECRET', 'openssl rsa -passin pass:Secr3tKey', 'Secr3tKey'],
  ['sqlcmd', 'SECRET', 'sqlcmd -S h -U sa -P Secr3tPwd', 'Secr3tPwd'],
  ['what is piped to passwd', 'SECRET', 'echo hunter22| passwd --stdin root', 'hunter22'],
  ['what is piped to passwd and called so', 'SECRET', 'echo passwd12 | passwd', 'passwd12'],
  ['what only begins like a variable', 'SECRET', 'password=$ecret1!x', '$ecret1!x'],
  ['within what is computed', 'SECRET', 'password=(ConvertTo-SecureString "Winter 26" -Force)', 'Winter 26'],
  ['a key that looks like one', 'SECRET', 'key=abcd1234efgh5678', 'abcd1234efgh5678'],
  ['a header', 'SECRET', 'curl -H "X-Api-Key: abcdef0123456789"', 'abcdef0123456789'],
  ['cookies, all of them', 'SECRET', 'Cookie: sid=abc123; lang=de', 'sid=abc123; lang=de'],
  ['a password in JSON within JSON', 'SECRET', '{\\"password\\":\\"hunter22\\"}', 'hunter22'],
  ['one that is escaped', 'SECRET', 'a?password%3DSecr3t99', 'Secr3t99'],
  ['one of the environment', 'SECRET', 'PGPASSWORD=x1 psql', 'x1'],
  ['one in German', 'SECRET', 'Passwort: geheim123', 'geheim123'],
  ['one in Spanish', 'SECRET', 'contraseña=clave1234', 'clave1234'],
  ['one in French', 'SECRET', 'mot de passe : secret12', 'secret12'],
  ['one in Russian', 'SECRET', 'пароль: секрет12', 'секрет12'],
  ['one in Japanese', 'SECRET', 'パスワード=himitsu12', 'himitsu12'],
  ['a card with points', 'CARD', 'paid with 4111.1111.1111.1111 today', '4111.1111.1111.1111'],
  ['an Italian tax code', 'TAX', 'CF RSSMRA80A01H501U', 'RSSMRA80A01H501U'],
  ['a social security number', 'TAX', 'SSN 123-45-6789', '123-45-6789'],
  ['a Spanish one', 'TAX', 'DNI 12345678Z', '12345678Z'],
  ['an address in other letters', 'EMAIL', 'from jürgen@müller.de today', 'jürgen@müller.de'],
  ['a customer’s name', 'NAME', 'called Mrs Anna Bianchi back', 'Anna Bianchi'],
  ['where somebody lives', 'ADDRESS', 'sent to via Roma 1, Milano', 'via Roma 1, Milano'],
  ['where somebody lives in Germany', 'ADDRESS', 'an die Hauptstraße 5, Berlin', 'Hauptstraße 5'],
  ['a card', 'CARD', 'paid with 4111 1111 1111 1111.', '4111 1111 1111 1111'],
  ['an account', 'IBAN', 'refund to DE89 3704 0044 0532 0130 00 today', 'DE89 3704 0044 0532 0130 00'],
  ['an account without blanks', 'IBAN', 'IBAN:GB82WEST12345698765432', 'GB82WEST12345698765432'],
  ['an e-mail address', 'EMAIL', 'from bob.lind@shop.example today', 'bob.lind@shop.example'],
  ['a phone number', 'PHONE', 'call +49 170 1234567 now', '+49 170 1234567'],
])('masks %s', (_what, kind, text, secret) => {
  const masker = createMasker('t4gt4gt4');
  const masked = masker.mask(text);
  expect(masked).not.toContain(secret);
  expect(masked).toContain(`[[${kind}_1_t4gt4gt4]]`);
  expect(masker.counts()).toMatchObject({ [kind]: 1 });
});

it.each([
  'C:\\Windows\\System32\\svchost.exe -k netsvcs -p -s Schedule',
  'certutil -urlcache -split -f http://203.0.113.9/a.exe a.exe',
  'part 4111 1111 1111 1112 of 2026-02-03 10:00',
  'version 10.0.19045.3803, pid 4412, 192.168.10.20',
  'part DE88 3704 5544 5532 5130 55 of the till',
  '356a192b7913b04c54574d18c28d46e6395428ab',
  'T1003 OS Credential Dumping',
  'T1555 Credentials from Password Stores',
  'Token theft suspected',
  'auth failure for user bo',
  'The password policy was changed',
  'Secret scanning alert',
  'signature: A worm’s way in',
  'Basic authentication failed',
  'key: HKLM\\Software\\Till',
  'docker run -p 8080:80 till',
  'ssh -p 2222 -i /home/bo/key.pem till-12',
  'http://till-12:8080/orders@2026',
  'pwd /home/bo',
  'echo %PASSWORD% password: $secret',
  'password = $(cat /run/pw), token=%TOKEN%, pwd=$env:PW',
  'password=(Get-Secret till)',
  '10.0.22631.4602, part 12345678A',
])('leaves: %s', (text) => {
  expect(createMasker('t4gt4gt4').mask(text)).toBe(text);
});

describe('a value that is told by its name', () => {
  const SECRETS = ['hunter22', 'qwerty', 'zzzTop99', 'a', '4711'];
  it.each([
    { auth: { password: 'hunter22', token: 'qwerty', clientSecret: 'zzzTop99' } },
    { 'x-api-key': ['hunter22', 'qwerty'], PIN: 4711 },
    { credentials: { user: 'hunter22', of: [{ more: 'qwerty' }] } },
    [{ name: 'DB_PASSWORD', value: 'hunter22' }],
    [{ path: 'auth.password', example: 'qwerty' }],
    { headers: [{ key: 'Authorization', value: 'zzzTop99' }] },
    { Пароль: 'hunter22', 'mot-de-passe': 'qwerty' },
  ])('is masked whole, whatever it looks like: %j', (value) => {
    const masked = JSON.stringify(createMasker('t4gt4gt4').maskAll(value));
    for (const secret of SECRETS) expect(masked).not.toContain(`"${secret}"`);
    expect(masked).not.toContain('4711');
    expect(masked).toContain('SECRET');
  });
  it('and no other', () => {
    const value = {
      signature: 'A worm’s way in',
      technique: { id: 'T1555', name: 'Credentials from Password Stores' },
      tokens: [],
      facts: [{ label: 'owner', value: 'Bo' }],
      title: { name: 'Somebody stole a token', value: 3 },
    };
    expect(createMasker('t4gt4gt4').maskAll(value)).toEqual(value);
  });
});

it('many values take no longer than a few', () => {
  const masker = createMasker('t4gt4gt4');
  const addresses = Array.from({ length: 20_000 }, (_, at) => `a${at}@b.example`);
  const masked = masker.maskAll(addresses) as string[];
  expect(new Set(masked).size).toBe(addresses.length);
  expect(masked.at(-1)).toBe('[[EMAIL_20000_t4gt4gt4]]');
});

describe('people who are known', () => {
  const all = (texts: readonly unknown[], known?: KnownNames) => {
    const masker = createMasker('t4gt4gt4', known);
    return { masked: masker.maskAll(texts) as unknown[], restored: masker.restoreAll(masker.maskAll(texts)) };
  };
  const SPELLED = [
    'Mario Rossi',
    'mario rossi',
    'MARIO ROSSI',
    'Rossi, Mario',
    'rossi mario',
    'mario.rossi',
    'M. Rossi',
  ];

  it.each(SPELLED)('are masked however they are written, by one number, and come back so: %s', (spelled) => {
    const texts = ['Mario Rossi is in', `then ${spelled} came`];
    const { masked, restored } = all(texts, { house: ['Mario Rossi'] });
    expect(masked).toEqual([
      '[[NAME_1_t4gt4gt4]] is in',
      expect.stringMatching(/^then \[\[NAME_1b?_t4gt4gt4\]\] came$/),
    ]);
    expect(restored).toEqual(texts);
  });
  it('are told by a later text, too', () => {
    expect(all(['xiu zhang and Zhang, again', 'the customer Xiu Zhang']).masked).toEqual([
      '[[NAME_1b_t4gt4gt4]] and [[NAME_1c_t4gt4gt4]], again',
      'the customer [[NAME_1_t4gt4gt4]]',
    ]);
  });
  it.each<[what: string, value: unknown, text: string]>([
    ['a full name', { fullName: 'Xiu Zhang' }, 'for Zhang Xiu'],
    ['a customer', { customer: 'Zhang' }, 'for Zhang'],
    ['a name in two fields', { first_name: 'Xiu', last_name: 'Zhang' }, 'for xiu zhang'],
    ['one written out as a pair', { label: 'owner', value: 'Xiu Zhang' }, 'for x.zhang'],
    ['a side of a conflict', { fact: 'owner', values: [{ source: 'Entra ID', value: 'Xiu Zhang' }] }, 'for Xiu Zhang'],
  ])('are those under a key that says so: %s', (_what, value, text) => {
    const { masked, restored } = all([text, value]);
    expect(JSON.stringify(masked)).not.toMatch(/zhang/i);
    expect(restored).toEqual([text, value]);
  });
  it('leave alone logins, hosts and files that are called after them', () => {
    const texts = ['mrossi', 'RETAIL\\mrossi', 'MARIO-ROSSI-LT', 'ROSSI-PC', 'rossi.exe', 'a rossi screen'];
    expect(all(texts, { involved: ['Mario Rossi'] }).masked).toEqual(texts);
  });
  it('are no groups, and nobody whose every word is one of the trade', () => {
    const texts = ['Domain Admins', 'Service Desk', 'Local System', 'Scout'];
    expect(all(texts, { house: ['Domain Admins', 'Local System'], involved: ['Service Account'] }).masked).toEqual(
      texts,
    );
  });
});

describe('what was told once', () => {
  it('is masked where it stands without its name', () => {
    const masker = createMasker('t4gt4gt4');
    const masked = masker.maskAll([
      'he typed Winter2024! twice',
      'password=Winter2024!',
      'loyalty card 99123456',
      'of 99123456',
    ]);
    expect(masked).toEqual([
      'he typed [[SECRET_1_t4gt4gt4]] twice',
      'password=[[SECRET_1_t4gt4gt4]]',
      'loyalty card [[NUMBER_1_t4gt4gt4]]',
      'of [[NUMBER_1_t4gt4gt4]]',
    ]);
  });
  it('is no word of the text', () => {
    expect(createMasker('t4gt4gt4').maskAll(['net user helper admin /add', 'the admin came'])).toEqual([
      'net user helper [[SECRET_1_t4gt4gt4]] /add',
      'the admin came',
    ]);
  });
});

it('masks what stands under a key that says what it is, numbers too', () => {
  const masked = createMasker('t4gt4gt4').maskAll({
    ...{
      dob: '1980-03-12',
      phone: 3331234567,
      street: 'Roma 1',
      order_id: 44556677,
      pan: 4111111111111111,
      port: 8443,
    },
  });
  expect(masked).toEqual({
    ...{ dob: '[[BIRTH_1_t4gt4gt4]]', phone: '[[PHONE_1_t4gt4gt4]]', street: '[[ADDRESS_1_t4gt4gt4]]' },
    ...{ order_id: '[[NUMBER_1_t4gt4gt4]]', pan: '[[CARD_1_t4gt4gt4]]', port: 8443 },
  });
});

it('keys are texts', () => {
  const masked = createMasker('t4gt4gt4').maskAll({ 'Mario Rossi': 1, 'bob@shop.example': { 'password=hunter22': 2 } });
  expect(JSON.stringify(masked)).not.toMatch(/Rossi|bob@|hunter22/);
});

describe('whatever stands beside whatever', () => {
  /** Each with what must not be left of it. */
  const KEPT: readonly [text: string, value: string][] = [
    ['password=Winter2024!', 'Winter2024!'],
    ['-p S3cret!x', 'S3cret!x'],
    ['curl -u admin:hunter22x https://h.example', 'hunter22x'],
    ['https://bob:pa55word@h.example/', 'pa55word'],
    ['AKIAABCDEFGHIJKLMNOP', 'AKIAABCDEFGHIJKLMNOP'],
    ['4111 1111 1111 1111', '4111 1111 1111 1111'],
    ['DE89370400440532013000', 'DE89370400440532013000'],
    ['RSSMRA80A01H501U', 'RSSMRA80A01H501U'],
    ['anna@shop.example', 'anna@shop.example'],
    ['Mario Rossi', 'Mario Rossi'],
    ['customer Xiu Zhang', 'Xiu Zhang'],
    ['born 12.03.1980', '12.03.1980'],
    ['loyalty card 99123456', '99123456'],
    ['Friedrichstraße 43, 10117 Berlin', 'Friedrichstraße 43'],
  ];
  const plain = fc.constantFrom(
    ...['called', 'the till', 'C:\\a.exe', '10.0.0.1', 'T1003', 'Cobalt Strike', '-x', '2026-02-03', 'ok'],
  );
  const parts = fc.array(fc.oneof(fc.constantFrom(...KEPT.map(([text]) => text)), plain), { maxLength: 8 });
  const texts = fc.array(
    fc.tuple(parts, fc.constantFrom(' ', ', ', '\n', ' | ')).map(([some, between]) => some.join(between)),
    { maxLength: 4 },
  );

  it('nothing that was masked is left', () => {
    fc.assert(
      fc.property(texts, (some) => {
        const masked = JSON.stringify(createMasker('t4gt4gt4').maskAll(some));
        for (const [, value] of KEPT) expect(masked).not.toContain(value);
      }),
    );
  });
  it('masking twice is masking once', () => {
    fc.assert(
      fc.property(texts, (some) => {
        const masker = createMasker('t4gt4gt4');
        const masked = masker.maskAll(some);
        expect(masker.maskAll(masked)).toEqual(masked);
      }),
    );
  });
  it('people’s data comes back as it was', () => {
    fc.assert(
      fc.property(texts, (some) => {
        const mine = some.filter((text) => !/Winter|S3cret|hunter|pa55|AKIA|4111|DE89|RSSMRA/.test(text));
        const masker = createMasker('t4gt4gt4');
        expect(masker.restoreAll(masker.maskAll(mine))).toEqual(mine);
      }),
    );
  });
});

describe('placeholders', () => {
  it('are the same for the same value, and are filled in again for people’s data alone', () => {
    const masker = createMasker('t4gt4gt4');
    const text = 'bob@shop.example, ann@shop.example, bob@shop.example, password=Winter2024!';
    const masked = masker.mask(text);
    expect(masked).toBe(
      '[[EMAIL_1_t4gt4gt4]], [[EMAIL_2_t4gt4gt4]], [[EMAIL_1_t4gt4gt4]], password=[[SECRET_1_t4gt4gt4]]',
    );
    expect(masker.restore(masked)).toBe('bob@shop.example, ann@shop.example, bob@shop.example, password=[secret]');
  });
  it('of a text from outside are not filled in', () => {
    const masker = createMasker('t4gt4gt4');
    masker.mask('bob@shop.example');
    expect(masker.restore('[[EMAIL_1_guessed1]] [[EMAIL_9_t4gt4gt4]]')).toBe(
      '[[EMAIL_1_guessed1]] [[EMAIL_9_t4gt4gt4]]',
    );
  });
  it('come back as they went, whatever is around them', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constant('bob@shop.example'), fc.string({ maxLength: 10 }))), (parts) => {
        const masker = createMasker('t4gt4gt4');
        const text = parts.join(' ').replace(/[-/:=%]/g, '');
        expect(masker.restore(masker.mask(text))).toBe(text);
      }),
    );
  });
});
