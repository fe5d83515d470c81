/** A retailer's devices as three systems know them: one table for all, so that their answers belong together. */
export interface KnownDevice {
  name: string;
  serial: string | null;
  mac: string;
  ip: string;
  /** The account's name: `mrossi`. */
  user: string;
  os: 'Windows 11 Pro' | 'macOS';
  store: string;
  /** Hours since each system saw it; absent: it does not know the device. */
  sentinelone?: { hours: number; retired?: true; isolated?: true; infected?: true };
  axonius?: { hours: number; owner?: string };
  entra?: { hours: number; owner?: string; compliant?: boolean; enrolled?: false };
}

const DAY = 24;

export const DEVICES: readonly KnownDevice[] = [
  // All three know it, and agree.
  {
    ...{ name: 'POS-0231', serial: 'VX-T100-0231', mac: '00:15:5d:00:02:31', ip: '10.20.30.40', user: 'mrossi' },
    ...{ os: 'Windows 11 Pro', store: 'Milano-12' },
    ...{ sentinelone: { hours: 1 }, axonius: { hours: 2 }, entra: { hours: 3 } },
  },
  // A part of its name finds this one as well.
  {
    ...{ name: 'POS-02310', serial: 'VX-T100-2310', mac: '00:15:5d:00:23:10', ip: '10.20.30.41', user: 'gverdi' },
    ...{ os: 'Windows 11 Pro', store: 'Milano-12' },
    ...{ sentinelone: { hours: 1 }, axonius: { hours: 2 }, entra: { hours: 3 } },
  },
  // Infected and cut off; the systems do not agree on whose it is.
  {
    ...{ name: 'POS-0147', serial: 'VX-T100-0147', mac: '00:15:5d:00:01:47', ip: '10.20.31.17', user: 'lrusso' },
    ...{ os: 'Windows 11 Pro', store: 'Torino-4' },
    ...{ sentinelone: { hours: 1, isolated: true, infected: true }, axonius: { hours: 5, owner: 'mrossi' } },
    ...{ entra: { hours: 2, compliant: false } },
  },
  // Made anew on other hardware: its twins of before are still there.
  {
    ...{ name: 'KIOSK-07', serial: 'KX-9000-0007', mac: '00:15:5d:00:07:07', ip: '10.20.40.7', user: 'kiosk' },
    ...{ os: 'Windows 11 Pro', store: 'Torino-4' },
    ...{ sentinelone: { hours: 1 }, axonius: { hours: 1 }, entra: { hours: 1 } },
  },
  {
    ...{ name: 'KIOSK-07', serial: 'KX-8000-0001', mac: '00:15:5d:00:08:01', ip: '10.20.40.6', user: 'kiosk' },
    ...{ os: 'Windows 11 Pro', store: 'Torino-4' },
    ...{ sentinelone: { hours: 200 * DAY, retired: true }, entra: { hours: 201 * DAY } },
  },
  // Two living devices of one name: nothing tells which is meant.
  {
    ...{ name: 'LAPTOP-HR', serial: 'LX-1001', mac: '00:15:5d:00:11:01', ip: '10.20.50.1', user: 'pferri' },
    ...{ os: 'Windows 11 Pro', store: 'Headquarters' },
    ...{ sentinelone: { hours: 1 }, axonius: { hours: 1 }, entra: { hours: 1 } },
  },
  {
    ...{ name: 'LAPTOP-HR', serial: 'LX-2002', mac: '00:15:5d:00:11:02', ip: '10.20.50.2', user: 'sgallo' },
    ...{ os: 'Windows 11 Pro', store: 'Headquarters' },
    ...{ sentinelone: { hours: 2 }, axonius: { hours: 2 }, entra: { hours: 2 } },
  },
  // Only one system knows it, and has not seen it for long.
  {
    ...{
      name: 'TILL-0099',
      serial: 'To be filled by O.E.M.',
      mac: '00:15:5d:00:00:99',
      ip: '10.20.30.99',
      user: 'till',
    },
    ...{ os: 'Windows 11 Pro', store: 'Milano-12', axonius: { hours: 90 * DAY } },
  },
  // A sign that means something in every query.
  {
    ...{ name: "O'NEIL-MBP", serial: 'C02ONEIL01', mac: '00:15:5d:00:20:01', ip: '10.20.60.3', user: 'soneil' },
    ...{ os: 'macOS', store: 'Headquarters', entra: { hours: 4 } },
  },
];

export const MAIL_DOMAIN = 'retail.example';

/** ISO 8601, so many hours before `now`. */
export const hoursBefore = (now: Date, hours: number): string =>
  new Date(now.getTime() - hours * 3_600_000).toISOString();

/** An id of so many digits or letters that is the same for the same thing. */
export const idOf = (kind: string, at: number): string => `${kind}${String(at + 1).padStart(4, '0')}`;
