import type { AccessRequestView } from '#lib/domain/views/access.ts';
import type { Tone } from '../ui/tone.ts';

type State = AccessRequestView['state'];

interface Look {
  word: string;
  tone: Tone;
}

export const STATES: Readonly<Record<State, Look>> = {
  requested: { word: 'Requested', tone: 'accent' },
  approved: { word: 'Approved', tone: 'accent' },
  granted: { word: 'Granted', tone: 'medium' },
  revoking: { word: 'Taking back', tone: 'medium' },
  revoked: { word: 'Revoked', tone: 'plain' },
  denied: { word: 'Denied', tone: 'plain' },
  expired: { word: 'Expired', tone: 'plain' },
  cancelled: { word: 'Cancelled', tone: 'plain' },
  failed: { word: 'Failed', tone: 'high' },
};

export const STATE_OPTIONS = (Object.keys(STATES) as State[]).map((value) => ({ value, label: STATES[value].word }));

/** What a request waits for, under its state. */
export const WAITS: Readonly<Record<NonNullable<AccessRequestView['waitsFor']>, string>> = {
  person: 'Looking for the person',
  consent: 'Waits for consent',
  reason: 'Waits for the reason',
  macs: 'Looking for Macs',
  mac: 'Waits for the choice of a Mac',
  approval: 'Waits for a decision',
};

/** What the Mac itself does. It hears of a grant and of its end at a check-in, and at no other time. */
export const STANDINGS: Readonly<Record<AccessRequestView['standing'], Look>> = {
  none: { word: 'Nothing granted', tone: 'plain' },
  waits: { word: 'Not at the Mac yet', tone: 'plain' },
  admin: { word: 'Admin now', tone: 'medium' },
  still_admin: { word: 'Offline, still admin', tone: 'critical' },
  never_admin: { word: 'Never reached the Mac', tone: 'plain' },
  off: { word: 'Checked in since', tone: 'ok' },
  gone: { word: 'Mac is gone from Jamf', tone: 'high' },
};

/** How a request stands now: late before all, then what it waits for, then its state. */
export function stateLook({
  state,
  waitsFor,
  late,
  returnedAt,
}: Pick<AccessRequestView, 'state' | 'waitsFor' | 'late' | 'returnedAt'>): Look {
  const takingBack = state === 'revoking' || returnedAt !== null;
  if (late && takingBack) return { word: 'Not taken back', tone: 'critical' };
  if (waitsFor !== null) return { word: WAITS[waitsFor], tone: waitsFor === 'approval' ? 'accent' : 'plain' };
  return takingBack ? STATES.revoking : STATES[state];
}

/** Whether the page shows what the Mac does beside the state. */
export const showsStanding = ({ standing }: Pick<AccessRequestView, 'standing'>): boolean => standing !== 'none';
