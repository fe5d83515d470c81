/** The secrets of an installation, made once and kept in its data directory, readable by its owner only. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileFailure, StartFailure } from './failure.mjs';

/** @type {Record<string, () => string>} */
const MAKERS = {
  AUTH_SECRET: () => randomBytes(32).toString('base64url'),
  ENCRYPTION_KEY: () => randomBytes(32).toString('base64'),
  ENGINE_EVENT_KEY: () => randomBytes(24).toString('base64url'),
  ENGINE_SIGNING_KEY: () => `signkey-prod-${randomBytes(32).toString('hex')}`,
  DEMO_API_KEY: () => `wf_${randomBytes(24).toString('base64url')}`,
};

/**
 * @param {string} file
 * @returns {Record<string, string>} every secret by the name of its variable
 */
export function ensureSecrets(file) {
  const kept = existsSync(file) ? readSecrets(file) : {};
  const missing = Object.keys(MAKERS).filter((name) => !kept[name]);
  const secrets = { ...kept, ...Object.fromEntries(missing.map((name) => [name, MAKERS[name]?.() ?? ''])) };
  if (missing.length === 0) return secrets;
  try {
    writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw fileFailure(error, file);
  }
  return secrets;
}

/**
 * A broken file is never replaced: with another ENCRYPTION_KEY what is sealed in the database would be lost.
 * @param {string} file
 * @returns {Record<string, string>}
 */
function readSecrets(file) {
  try {
    const secrets = JSON.parse(readFileSync(file, 'utf8'));
    if (secrets && typeof secrets === 'object') return secrets;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw fileFailure(error, file);
  }
  throw new StartFailure(`${file} is not readable JSON; bring it back from a backup (it holds the encryption key)`);
}
