import { expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import type { CommandVerdict } from '../../domain/command-verdict.ts';
import { FalconAlert } from '../../domain/crowdstrike/alert.ts';
import { detailsOf } from '../../domain/crowdstrike/details.ts';
import { listAttack } from '../cases/attack.ts';
import { openCase } from '../cases/open.ts';
import { automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { rowOf, timelineOf } from '../testing/reads.ts';
import { wizOrigin } from '../testing/vendor.ts';
import { keepCommands } from './keep-commands.ts';
import { keepDetails } from './keep-details.ts';

const floor = testFloor();
const robot = () => ctxOf(floor.db, automation('crowdstrike-intel'), new Date());

/** A case of one alert that ran `dump`, and whose vendor calls it T1059.001. */
async function alertCase() {
  const origin = wizOrigin(newId());
  const event = { ...origin.event!, vendor: 'crowdstrike', techniques: ['T1059.001'] };
  const fields = { title: 'Case', severity: 'high' as const, source: 'crowdstrike', techniques: ['T1059.001'] };
  const { key } = await openCase({ ctx: robot(), input: { fields, origin: { ...origin, event } } });
  const details = detailsOf(FalconAlert.parse({ composite_id: event.vendorId, cmdline: 'dump' }));
  const alerts = [{ vendorId: event.vendorId, updatedAt: null, details }];
  await keepDetails({ ctx: robot(), input: { vendor: 'crowdstrike', alerts } });
  return { key, id: event.vendorId };
}

const look = ({ key, id }: { key: string; id: string }, verdict: CommandVerdict, techniques: string[], line = 'dump') =>
  keepCommands({
    ctx: robot(),
    input: {
      ...{ vendor: 'crowdstrike', key, line, ids: [id] },
      look: {
        ...{ verdict, confidence: 0.9, techniques, decoded: null, indicators: [] },
        ...{ knownGood: null, by: 'rules', outputId: null },
      },
    },
  });

const ours = async (key: string) =>
  (await timelineOf(floor.db, key)).map(({ summary }) => summary).filter((text) => text.includes('our analysis'));

test.each(['malicious', 'suspicious'] as const)(
  'what a %s line is known for joins the case, said once',
  async (verdict) => {
    const of = await alertCase();
    const { version } = await rowOf(floor.db, of.key);
    await look(of, verdict, ['T1003.001', 'T1059.001']);
    await look(of, verdict, ['T1003.001', 'T1059.001']);
    expect(await rowOf(floor.db, of.key)).toMatchObject({
      techniques: ['T1059.001', 'T1003.001'],
      version: version + 1,
      fieldVersions: { techniques: version + 1 },
    });
    expect(await ours(of.key)).toEqual(['Added by our analysis of a command line: T1003.001']);
    const { items } = await listAttack({ ctx: robot(), input: { key: of.key, query: {} } });
    expect(items.map(({ techniques, analysed }) => [techniques, analysed])).toEqual([
      [['T1059.001'], ['T1003.001', 'T1059.001']],
    ]);
  },
);

test.each(['benign', 'unknown'] as const)('what a %s line is known for does not', async (verdict) => {
  const of = await alertCase();
  const before = await rowOf(floor.db, of.key);
  await look(of, verdict, ['T1003.001']);
  expect(await rowOf(floor.db, of.key)).toMatchObject({ techniques: ['T1059.001'], version: before.version });
  expect(await ours(of.key)).toEqual([]);
  const { items } = await listAttack({ ctx: robot(), input: { key: of.key, query: {} } });
  expect(items.flatMap(({ analysed }) => analysed)).toEqual([]);
});

test('a line that no alert has any more adds nothing', async () => {
  const of = await alertCase();
  await look(of, 'malicious', ['T1003.001'], 'another');
  expect((await rowOf(floor.db, of.key)).techniques).toEqual(['T1059.001']);
});
