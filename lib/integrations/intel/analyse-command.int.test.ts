import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { FalconAlert } from '../../domain/crowdstrike/alert.ts';
import { detailsOf } from '../../domain/crowdstrike/details.ts';
import { keepDetails } from '../../services/intel/keep-details.ts';
import { readDetails } from '../../services/intel/read-details.ts';
import { automation, ctxOf, testFloor } from '../../services/testing/fixtures.ts';
import { listCommands } from './analyse-command.ts';

const floor = testFloor();
const vendor = 'crowdstrike';
const robot = () => ctxOf(floor.db, automation('crowdstrike-intel'), new Date());
const packed = (script: string) => `powershell.exe -enc ${gzipSync(Buffer.from(script)).toString('base64')}`;
const LINES: Record<string, string> = {
  deletes: packed('vssadmin delete shadows /all /quiet'),
  feeds: packed('robocopy D:\\prices E:\\prices /mir'),
  other: 'robocopy D:\\prices E:\\prices /mir',
};

beforeAll(async () => {
  const alerts = Object.entries(LINES).map(([vendorId, cmdline]) => ({
    ...{ vendorId, updatedAt: null },
    details: detailsOf(FalconAlert.parse({ composite_id: vendorId, cmdline })),
  }));
  await keepDetails({ ctx: robot(), input: { vendor, alerts } });
});

test('a pattern with a star clears no line that hides harm in what is compressed, and clears the harmless one', async () => {
  const ids = Object.keys(LINES);
  const input = { vendor, key: 'CASE-1', ids, knownGood: ['powershell.exe -enc *'], anew: true, most: 10 } as const;
  const { lines, knownGood } = await listCommands({ ctx: robot(), input });
  expect(lines.flatMap((line) => line.ids).toSorted()).toEqual(['deletes', 'other']);
  expect(knownGood).toBe(1);
  const kept = await readDetails({ ctx: robot(), input: { vendor, ids } });
  expect(kept.filter(({ commands }) => commands.length > 0).map(({ vendorId }) => vendorId)).toEqual(['feeds']);
});
