import { MonitorSmartphone, Radar, UserRound } from 'lucide-react';
import type { ObservableType } from '#lib/domain/observables/types.ts';

export interface ObservableKind {
  href: string;
  title: string;
  one: string;
  icon: typeof Radar;
  /** The one type of it; undefined: all. */
  type?: ObservableType;
  empty: string;
}

/** Users and devices are observables that have pages of their own. */
export const OBSERVABLE_KINDS = {
  observable: {
    href: '/observables',
    title: 'Observables',
    one: 'Observable',
    icon: Radar,
    empty: 'They are found in what vendors send, and added on a case by hand.',
  },
  user: {
    href: '/users',
    title: 'Users',
    one: 'User',
    icon: UserRound,
    type: 'user',
    empty: 'Accounts are found in what vendors send, and added on a case by hand.',
  },
  device: {
    href: '/devices',
    title: 'Devices',
    one: 'Device',
    icon: MonitorSmartphone,
    type: 'device',
    empty: 'Devices are found in what vendors send, and added on a case by hand.',
  },
} as const satisfies Record<string, ObservableKind>;
export type ObservableKindId = keyof typeof OBSERVABLE_KINDS;
