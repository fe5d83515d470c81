import { pino } from 'pino';
import { env } from './env.ts';

/** Fields that may hold a secret, wherever a caller puts them, down to two levels below the logged object. */
const SECRET_FIELDS = [
  'authorization',
  'Authorization',
  'cookie',
  'password',
  'secret',
  'token',
  'apiKey',
  'apiToken',
  'apiSecret',
  'botToken',
  'clientSecret',
  'signingSecret',
  'hookSecret',
  'webhookToken',
  'webhookPassword',
  'credentials',
  'connectionString',
];

/** How the log is written; apart from the instance so that a test can give it another destination. */
export const logOptions = {
  level: env().LOG_LEVEL,
  base: { pid: process.pid },
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label: string) => ({ level: label }) },
  redact: {
    paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`, `*.*["set-${field}"]`]),
    censor: '[redacted]',
  },
};

/** The process's log: one JSON object a line on stdout. An error goes under `err`, so that stack and cause are kept. */
export const log = pino(logOptions);
