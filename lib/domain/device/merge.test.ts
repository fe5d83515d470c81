import { describe, expect, test } from 'vitest';
import { type Candidate, mergeDevices } from './merge.ts';
import { ASKED_AT, said } from './testing/records.ts';

const WANTED = { by: 'name', name: 'pos-0231', written: 'POS-0231', full: null } as const;
const merge = (...all: Parameters<typeof mergeDevices>[1]) => mergeDevices(WANTED, all);
const idsOf = (candidates: readonly Candidate[]) => candidates.map(({ known }) => known.map(({ id }) => id).join(' '));
const SEEN = '2026-01-12T08:00:00.000Z';
const LONG_AGO = '2025-06-01T08:00:00.000Z';

describe('one device', () => {
  test.each([
    ['a serial number, however it is written', { serials: ['VX 0231'] }, { serials: ['vx0231'] }, 'serial'],
    ['a MAC address', { macs: ['00:15:5D:00:00:01'] }, { macs: ['0015.5d00.0001'] }, 'mac'],
    ['a name alone', {}, {}, 'name'],
    ['a name, where one alone has hardware', { serials: ['VX0231'] }, { macs: ['00:15:5d:00:00:01'] }, 'name'],
  ])('by %s', (_, ofAgent, ofAxonius, joinedBy) => {
    const { device, candidates, ambiguous } = merge(said('sentinelone', ofAgent), said('axonius', ofAxonius));
    expect(device).toMatchObject({ joinedBy, sources: expect.arrayContaining(['sentinelone', 'axonius']) });
    expect([candidates, ambiguous]).toEqual([[], false]);
  });

  test('of one source alone', () => {
    expect(merge(said('entra')).device).toMatchObject({ joinedBy: 'alone', sources: ['entra'] });
  });

  test('nobody knows it', () => {
    expect(merge()).toEqual({ device: null, candidates: [], ambiguous: false });
    expect(merge(said('sentinelone', { names: ['POS-02310'] }))).toEqual({
      device: null,
      candidates: [],
      ambiguous: false,
    });
  });

  test('what two others link is one', () => {
    const { device } = merge(
      said('sentinelone', { serials: ['VX0231'] }),
      said('axonius', { serials: ['VX0231'], macs: ['00:15:5d:00:00:01'] }),
      said('entra', { macs: ['00:15:5d:00:00:01'] }),
    );
    expect(device?.sources).toEqual(['axonius', 'entra', 'sentinelone']);
  });
});

describe('another domain', () => {
  const names = (name: string) => said('axonius', { names: ['POS-0231', name] });
  test.each([
    [null, 'pos-0231.other.example', true],
    ['pos-0231.retail.example', 'POS-0231.RETAIL.example.', true],
    ['pos-0231.retail.example', 'pos-0231.other.example', false],
    ['pos-0231.retail.example', 'POS-0231', true],
  ])('%s is asked for, %s known: %s', (full, name, expected) => {
    expect(mergeDevices({ ...WANTED, full }, [names(name)]).device !== null).toBe(expected);
  });
});

describe('several of one name', () => {
  test('a retired twin is set aside', () => {
    const { device, candidates } = merge(
      said('sentinelone', { id: 'alive', serials: ['VX0231'] }),
      said('sentinelone', { id: 'old', serials: ['VX0001'], retired: true }),
    );
    expect(device?.fields.serial?.value).toBe('VX0231');
    expect(candidates).toMatchObject([{ known: [{ id: 'old' }], why: 'retired', serial: 'VX0001' }]);
  });

  test('a retired device without a twin is the device', () => {
    expect(merge(said('sentinelone', { retired: true })).device).not.toBeNull();
  });

  test('one that was not seen for long has been replaced', () => {
    const { device, candidates } = merge(
      said('sentinelone', { serials: ['VX0231'], lastSeen: SEEN }),
      said('entra', { id: 'old', lastSeen: LONG_AGO }),
      said('entra', { id: 'new', lastSeen: SEEN }),
    );
    expect(device?.sources).toEqual(['entra', 'sentinelone']);
    expect(candidates).toEqual([expect.objectContaining({ known: [{ source: 'entra', id: 'old' }], why: 'stale' })]);
  });

  test('two living ones of a source are candidates, and what hardware tells is still the device', () => {
    const { device, candidates, ambiguous } = merge(
      said('sentinelone', { serials: ['VX0231'] }),
      said('axonius', { serials: ['VX0231'] }),
      said('entra', { id: 'a' }),
      said('entra', { id: 'b' }),
    );
    expect(device?.sources).toEqual(['axonius', 'sentinelone']);
    expect([idsOf(candidates), ambiguous]).toEqual([['a', 'b'], false]);
  });

  test('where nothing tells which is meant, nothing is guessed', () => {
    const all = [
      said('sentinelone', { id: 'a', serials: ['VX0001'] }),
      said('axonius', { id: 'b', serials: ['VX0002'] }),
      said('entra', { id: 'c' }),
    ];
    const { device, candidates, ambiguous } = merge(...all);
    expect([device, ambiguous]).toEqual([null, true]);
    expect(idsOf(candidates)).toEqual(['b', 'c', 'a']);
    expect(candidates.every(({ why }) => why === 'ambiguous')).toBe(true);
  });

  test('what is one by its hardware is one candidate, whoever knows it', () => {
    const { candidates } = merge(
      said('sentinelone', { id: 'a1', serials: ['VX0001'] }),
      said('axonius', { id: 'a2', serials: ['VX0001'], owner: 'mrossi' }),
      said('sentinelone', { id: 'b1', serials: ['VX0002'] }),
    );
    expect(idsOf(candidates)).toEqual(['a2 a1', 'b1']);
    expect(candidates[0]).toMatchObject({ serial: 'VX0001', owner: 'mrossi', why: 'ambiguous' });
  });

  test('a MAC address that different serial numbers share (a dock) joins nobody', () => {
    const macs = ['00:15:5d:00:00:99'];
    const { device } = merge(
      said('sentinelone', { serials: ['VX0001'], macs }),
      said('axonius', { serials: ['VX0002'], macs }),
    );
    expect(device).toBeNull();
  });

  test.each(['To be filled by O.E.M.', 'None', '0000000', 'System Serial Number'])(
    'the serial number %s is none',
    (serial) => {
      const { device } = merge(
        said('sentinelone', { serials: [serial], macs: ['00:15:5d:00:00:01'] }),
        said('axonius', { serials: ['VX0231'], macs: ['00:15:5d:00:00:01'] }),
      );
      expect(device?.joinedBy).toBe('mac');
      expect(device?.fields.serial?.value).toBe('VX0231');
    },
  );
});

describe('a device that is looked for by its address', () => {
  const addresses = ['10.20.30.40'];
  const at = (...all: Parameters<typeof mergeDevices>[1]) =>
    mergeDevices({ by: 'address', address: '10.20.30.40' }, all);

  test.each([
    ['hardware', { serials: ['VX0231'], names: ['A'] }, { serials: ['VX0231'], names: ['B'] }, 'serial'],
    ['a name', { names: ['POS-0231'] }, { names: ['pos-0231.retail.example'] }, 'name'],
  ])('is one where they share %s, too', (_, ofAgent, ofAxonius, joinedBy) => {
    const { device } = at(said('sentinelone', { addresses, ...ofAgent }), said('axonius', { addresses, ...ofAxonius }));
    expect(device).toMatchObject({ joinedBy, sources: ['axonius', 'sentinelone'] });
  });

  test('is not made of two that had the address one after the other', () => {
    const { device, candidates, ambiguous } = at(
      said('sentinelone', { id: 'a', addresses, names: ['POS-0231'] }),
      said('axonius', { id: 'b', addresses, names: ['KIOSK-07'] }),
    );
    expect([device, ambiguous, idsOf(candidates)]).toEqual([null, true, ['b', 'a']]);
  });

  test('is the one that was seen last, where the other was not for long', () => {
    const { device, candidates } = at(
      said('sentinelone', { addresses, names: ['POS-0231'], lastSeen: SEEN }),
      said('axonius', { id: 'old', addresses, names: ['KIOSK-07'], lastSeen: LONG_AGO }),
    );
    expect(device?.sources).toEqual(['sentinelone']);
    expect(candidates).toMatchObject([{ known: [{ id: 'old' }], why: 'stale' }]);
  });
});

describe('network cards', () => {
  const [one, other] = ['00:15:5d:00:00:01', '00:15:5d:00:00:02'];
  const ofConflicts = (...all: Parameters<typeof mergeDevices>[1]) => merge(...all).device?.conflicts;

  test('that have nothing in common under one name are a conflict, with who knows which', () => {
    const conflicts = ofConflicts(
      said('axonius', { macs: ['00-15-5D-00-00-01'], lastSeen: SEEN }),
      said('sentinelone', { macs: [other] }),
      said('entra'),
    );
    expect(conflicts).toEqual([
      {
        field: 'macs',
        said: [
          { source: 'sentinelone', value: other, at: ASKED_AT },
          { source: 'axonius', value: one, at: SEEN },
        ],
      },
    ]);
  });

  test.each([
    ['one in common', { macs: [one, other] }, { macs: [other] }],
    ['a serial number in common', { serials: ['VX0231'], macs: [one] }, { serials: ['VX0231'], macs: [other] }],
    ['only one who knows any', { macs: [one] }, {}],
    ['addresses that are no card’s', { macs: [one] }, { macs: ['00:00:00:00:00:00'] }],
  ])('are none with %s', (_, ofAgent, ofAxonius) => {
    expect(ofConflicts(said('sentinelone', ofAgent), said('axonius', ofAxonius))).toEqual([]);
  });
});

describe('who is believed', () => {
  test('the directory about the owner, the agent about the system; each with why', () => {
    const { device } = merge(
      said('sentinelone', { owner: 'a', os: 'Windows 11 Pro', lastSeen: SEEN }),
      said('entra', { owner: 'lrusso@retail.example', os: 'Windows' }),
    );
    expect(device?.fields.owner).toMatchObject({
      value: 'lrusso@retail.example',
      source: 'entra',
      why: expect.stringContaining('Entra ID is believed, because'),
    });
    expect(device?.fields.os).toMatchObject({ value: 'Windows 11 Pro', source: 'sentinelone', at: SEEN });
    expect(device?.conflicts.map(({ field }) => field)).toEqual(['owner']);
  });

  test('a source that has not seen the device for long comes last', () => {
    const { device } = merge(
      said('sentinelone', { os: 'Windows 11 Pro', lastSeen: SEEN }),
      said('entra', { owner: 'old@retail.example', lastSeen: LONG_AGO }),
      said('axonius', { owner: 'RETAIL\\new', lastSeen: SEEN }),
    );
    expect(device?.fields.owner).toMatchObject({
      value: 'RETAIL\\new',
      why: 'Axonius is believed, because Entra ID has not seen the device for long.',
    });
    expect(device?.conflicts).toMatchObject([
      { field: 'owner', said: [{ source: 'axonius' }, { source: 'entra', value: 'old@retail.example', at: LONG_AGO }] },
    ]);
  });

  test.each([
    ['one account, written in two ways', { owner: 'RETAIL\\MRossi' }, { owner: 'mrossi@retail.example' }],
    ['one family of systems', { os: 'Windows 11 Pro' }, { os: 'windows' }],
    ['a build of a version', { osVersion: '22631' }, { osVersion: '10.0.22631.4602' }],
    ['makers’ names', { manufacturer: 'VendorX' }, { manufacturer: 'VendorX Inc.' }],
  ])('no conflict: %s', (_, ofAgent, ofDirectory) => {
    expect(merge(said('sentinelone', ofAgent), said('entra', ofDirectory)).device?.conflicts).toEqual([]);
  });

  test.each([
    ['systems', { os: 'macOS' }, { os: 'Windows' }],
    ['compliance', { compliant: true }, { compliant: false }],
    ['encryption', { encrypted: false }, { encrypted: true }],
  ])('a conflict: %s', (_, ofAgent, ofDirectory) => {
    expect(merge(said('sentinelone', ofAgent), said('entra', ofDirectory)).device?.conflicts).toHaveLength(1);
  });

  test('it was last seen when the last one saw it', () => {
    const { device } = merge(
      said('sentinelone', { lastSeen: '2026-01-10T08:00:00.000Z' }),
      said('entra', { lastSeen: SEEN }),
    );
    expect(device?.fields.lastSeen).toMatchObject({ value: SEEN, source: 'entra' });
  });
});
