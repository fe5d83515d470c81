import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Said } from './group.ts';
import { addressOf, macOf, nameOf, serialOf } from './identifiers.ts';
import { mergeDevices } from './merge.ts';
import { DEVICE_FIELDS } from './precedence.ts';
import { LIST_FIELDS } from './record.ts';
import { DEVICE_SOURCE_TITLES, DEVICE_SOURCES } from './sources.ts';
import { factsOfDevice } from './summary.ts';
import { said } from './testing/records.ts';

const some = <T>(...values: T[]) => fc.constantFrom<T>(...values);
const moment = some(null, '2025-06-01T08:00:00.000Z', '2026-01-01T08:00:00.000Z', '2026-01-12T08:00:00.000Z');

/** Few values of each, so that devices often share some. */
const record: fc.Arbitrary<Said> = fc
  .record({
    source: fc.constantFrom(...DEVICE_SOURCES),
    id: some('a', 'b', 'c', 'd'),
    names: some(['POS-0231'], ['POS-0231', 'pos-0231.retail.example'], ['POS-9']),
    serials: fc.subarray(['VX0001', 'VX0002', 'None']),
    macs: fc.subarray(['00:15:5d:00:00:01', '00:15:5D:00:00:02', '00:00:00:00:00:00']),
    addresses: fc.subarray(['10.20.30.40', '127.0.0.1', 'FD00::1']),
    owner: some(null, 'RETAIL\\mrossi', 'mrossi@retail.example', 'lrusso'),
    os: some(null, 'Windows', 'Windows 11 Pro', 'macOS'),
    compliant: some(null, true, false),
    activeThreats: some(null, 0, 2),
    lastSeen: moment,
    retired: some(null, false, true),
  })
  .map(({ source, ...facts }) => said(source, facts));
/** Each source knows a thing by an id of its own. */
const records = fc.uniqueArray(record, { selector: ({ record: { source, id } }) => `${source} ${id}`, maxLength: 8 });
const WANTED = { by: 'name', name: 'pos-0231', written: 'POS-0231', full: null } as const;

test('the order in which sources answer never matters', () => {
  fc.assert(
    fc.property(
      records.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        expect(mergeDevices(WANTED, shuffled)).toEqual(mergeDevices(WANTED, all));
      },
    ),
    { numRuns: 500 },
  );
});

test('nothing is invented: every value of the device was said, by the source that it names', () => {
  fc.assert(
    fc.property(records, (all) => {
      const { device } = mergeDevices(WANTED, all);
      const of = (source: string) => all.map((one) => one.record).filter((one) => one.source === source);
      for (const field of DEVICE_FIELDS) {
        const merged = device?.fields[field];
        if (!merged) continue;
        const told = of(merged.source).flatMap((one) => (field === 'serial' ? one.serials : [one[field]]));
        expect(told).toContain(merged.value);
      }
      const canonical = { names: nameOf, serials: serialOf, macs: macOf, addresses: addressOf };
      for (const list of LIST_FIELDS)
        for (const { value, sources } of device?.lists[list] ?? []) {
          const form = canonical[list as keyof typeof canonical] ?? ((text: string) => text);
          for (const source of sources)
            expect(
              of(source)
                .flatMap((one) => one[list])
                .map(form),
            ).toContain(value);
        }
    }),
    { numRuns: 500 },
  );
});

test('nothing is lost: each record of the name is part of the device or a candidate, and never both', () => {
  fc.assert(
    fc.property(records, (all) => {
      const { device, candidates, ambiguous } = mergeDevices(WANTED, all);
      const named = all.filter(({ record: { names } }) => names.includes('POS-0231'));
      const apart = candidates.flatMap(({ known }) => known).map(({ source, id }) => `${source} ${id}`);
      const aside = new Set(apart);
      expect(aside.size).toBe(apart.length);
      const inside = named.filter(({ record: { source, id } }) => !aside.has(`${source} ${id}`));
      expect(inside.length + aside.size).toBe(named.length);
      expect(device === null).toBe(inside.length === 0);
      expect(ambiguous).toBe(device === null && named.length > 0);
      const serials = new Set(device?.lists.serials.map(({ value }) => value));
      // No two devices are made one: a source that is believed once is not believed for another serial number.
      if (device) expect(new Set(inside.map(({ record: { source } }) => source)).size).toBe(device.sources.length);
      for (const serial of serials)
        expect(inside.some(({ record: { serials: own } }) => own.includes(serial))).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('every field of a device is told as a fact, with a source that says it', () => {
  fc.assert(
    fc.property(records, (all) => {
      const { device } = mergeDevices(WANTED, all);
      const facts = device ? factsOfDevice(device, null) : [];
      const titles = new Set(all.map(({ record: { source } }) => DEVICE_SOURCE_TITLES[source] as string | null));
      for (const { value, source } of facts) expect([value === '', titles.has(source)]).toEqual([false, true]);
      const silent = ({ activeThreats: none, ...rest }: NonNullable<typeof device>['fields']) =>
        Object.keys(rest).length === 0 && !none?.value;
      expect(facts.length > 0).toBe(device !== null && !silent(device.fields));
    }),
    { numRuns: 300 },
  );
});
