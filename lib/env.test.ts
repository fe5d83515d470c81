import { expect, test } from 'vitest';
import { EnvError, notAvailable, parseEnv } from './env.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');

test('with nothing set, every default stands', () => {
  expect(parseEnv({})).toEqual({
    PORT: 3000,
    PUBLIC_URL: 'http://localhost:3000',
    DATA_DIR: '.data',
    RATE_LIMIT_PER_MINUTE: 600,
    CONNECTOR_ALLOWED_NETWORKS: [],
    LOG_LEVEL: 'info',
  });
});

test('an empty value counts as not set, and unknown variables are nobody’s business', () => {
  expect(parseEnv({ PORT: '', PUBLIC_URL: '  ', HOME: '/root' })).toEqual(parseEnv({}));
});

test.each([
  ['PORT', '8080', 8080],
  ['PUBLIC_URL', 'https://soc.example.com/', 'https://soc.example.com'],
  ['DATABASE_URL', 'postgresql://u:p@db/watchfloor?sslmode=require', 'postgresql://u:p@db/watchfloor?sslmode=require'],
  ['RATE_LIMIT_PER_MINUTE', '1', 1],
  ['INNGEST_BASE_URL', 'http://inngest:8288/', 'http://inngest:8288'],
  ['INNGEST_SIGNING_KEY', 'signkey-prod-0a1b', 'signkey-prod-0a1b'],
  ['ENCRYPTION_KEY', KEY, KEY],
  ['ENCRYPTION_KEY', `${KEY},${Buffer.alloc(32, 1).toString('hex')}`, expect.stringContaining(',')],
  ['BOOTSTRAP_API_KEY', 'wf_0123456789abcdef', 'wf_0123456789abcdef'],
  ['CONNECTOR_ALLOWED_NETWORKS', '10.0.0.0/8, 127.0.0.1 ,fd00::/8,', ['10.0.0.0/8', '127.0.0.1', 'fd00::/8']],
  ['LOG_LEVEL', 'silent', 'silent'],
] as const)('%s=%s is taken', (name, value, expected) => {
  expect(parseEnv({ [name]: value })[name]).toEqual(expected);
});

test('the public address follows the port', () => {
  expect(parseEnv({ PORT: '4123' }).PUBLIC_URL).toBe('http://localhost:4123');
});

test.each([
  ['PORT', 'http', 'PORT is "http": write a whole number from 1 to 65535'],
  ['PORT', '0', 'PORT is "0": write a whole number'],
  ['PORT', '65536', 'PORT is "65536": write a whole number'],
  ['PORT', '3000.5', 'write a whole number'],
  ['PUBLIC_URL', 'soc.example.com', 'PUBLIC_URL is "soc.example.com": write the address without a path'],
  ['PUBLIC_URL', 'https://soc.example.com/watch', 'write the address without a path'],
  ['PUBLIC_URL', 'javascript:alert(1)', 'write the address'],
  ['DATABASE_URL', 'mysql://root:hunter2@db/x', 'DATABASE_URL: write postgres://user:password@host:5432/database'],
  ['RATE_LIMIT_PER_MINUTE', '-1', 'write a whole number from 1 to 1000000'],
  ['INNGEST_BASE_URL', 'inngest:8288', 'such as http://inngest:8288'],
  ['INNGEST_SIGNING_KEY', 'nonsense!', 'INNGEST_SIGNING_KEY: write the key as Inngest shows it'],
  ['AUTH_SECRET', 'hunter2', 'AUTH_SECRET: write at least 16 random characters'],
  ['ENCRYPTION_KEY', 'hunter2', 'ENCRYPTION_KEY: write 32 random bytes'],
  ['ADMIN_EMAIL', 'admin', 'ADMIN_EMAIL is "admin": write an e-mail address'],
  ['ADMIN_PASSWORD', 'hunter2', 'ADMIN_PASSWORD: write at least 12 characters'],
  ['BOOTSTRAP_API_KEY', 'hunter2', 'BOOTSTRAP_API_KEY: write wf_'],
  ['CONNECTOR_ALLOWED_NETWORKS', '10.0.0.0/33', 'CONNECTOR_ALLOWED_NETWORKS is "10.0.0.0/33": write networks'],
  ['CONNECTOR_ALLOWED_NETWORKS', 'localhost', 'write networks'],
  ['OIDC_ISSUER', 'https://login.example.com', 'OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are not set'],
  ['AI_MODEL', 'small', 'AI_MODEL is "small": AI_BASE_URL is not set'],
  ['LOG_LEVEL', 'verbose', 'LOG_LEVEL is "verbose": write trace, debug'],
])('%s=%s is refused in one line', (name, value, message) => {
  const attempt = () => parseEnv({ [name]: value });
  expect(attempt).toThrow(EnvError);
  expect(attempt).toThrow(message);
  expect(attempt).not.toThrow(/hunter2|\n/);
});

test('what this version does not do yet is said, and only where it is asked for', () => {
  expect(notAvailable(parseEnv({}))).toEqual([]);
  const oidc = { OIDC_ISSUER: 'https://login.example.com', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' };
  expect(notAvailable(parseEnv({ ...oidc, AI_BASE_URL: 'https://ai.example.com/v1', AI_MODEL: 'small' }))).toEqual([
    'OIDC_ISSUER is set but sign-in by OIDC is not available in this version',
  ]);
});
