import {
  Cable,
  CircleDashed,
  Flame,
  House,
  IdCard,
  Inbox,
  KeyRound,
  Layers,
  type LucideIcon,
  Radar,
  Timer,
  UsersRound,
  Waypoints,
  Webhook,
  Workflow,
} from 'lucide-react';
import type { Action } from '#lib/domain/permissions.ts';
import type { CaseCounts } from '../cases/views.ts';
import { ScoutFace } from '../ui/scout-face.tsx';

export type Icon = LucideIcon | typeof ScoutFace;

export const VIEW_ICONS: Record<keyof CaseCounts, Icon> = {
  myOpen: Inbox,
  unassigned: CircleDashed,
  atRisk: Timer,
  breached: Flame,
  scout: ScoutFace,
  identity: IdCard,
  all: Layers,
};

export interface Destination {
  href: string;
  title: string;
  icon: Icon;
  /** Shown to who may do this. */
  may: Action;
}

/** The pages beside the cases, by the headings of the rail. */
export const DESTINATIONS: readonly { title: string; items: readonly Destination[] }[] = [
  { title: 'Floor', items: [{ href: '/observables', title: 'Observables', icon: Radar, may: 'observable.read' }] },
  {
    title: 'Machine room',
    items: [
      { href: '/automations', title: 'Automations', icon: Workflow, may: 'automation.read' },
      { href: '/runs', title: 'Runs', icon: Waypoints, may: 'run.read' },
      { href: '/deliveries', title: 'Deliveries', icon: Webhook, may: 'delivery.read' },
      { href: '/connectors', title: 'Connectors', icon: Cable, may: 'connector.read' },
    ],
  },
  {
    title: 'Settings',
    items: [
      { href: '/settings/members', title: 'Members', icon: UsersRound, may: 'member.read' },
      { href: '/settings/own-assets', title: 'Own assets', icon: House, may: 'allow_list.read' },
      { href: '/settings/api-keys', title: 'API keys', icon: KeyRound, may: 'api_key.read' },
    ],
  },
];
