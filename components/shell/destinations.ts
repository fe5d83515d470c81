import {
  AlarmClock,
  BookOpenCheck,
  Cable,
  CircleDashed,
  FileChartColumn,
  Flame,
  Gauge,
  Handshake,
  House,
  IdCard,
  Inbox,
  KeyRound,
  Layers,
  LockKeyholeOpen,
  type LucideIcon,
  Megaphone,
  MonitorSmartphone,
  Radar,
  ScrollText,
  SlidersHorizontal,
  Store,
  Timer,
  UserRound,
  UsersRound,
  Waypoints,
  Webhook,
  Workflow,
} from 'lucide-react';
import type { Action } from '#lib/domain/permissions.ts';
import type { CaseCounts } from '../cases-list/views.ts';
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
  {
    title: 'Floor',
    items: [
      { href: '/sla', title: 'SLA', icon: Gauge, may: 'figure.read' },
      { href: '/scout', title: 'Scout', icon: ScoutFace, may: 'figure.read' },
      { href: '/reports', title: 'Reports', icon: FileChartColumn, may: 'report.read' },
      { href: '/observables', title: 'Observables', icon: Radar, may: 'observable.read' },
      { href: '/users', title: 'Users', icon: UserRound, may: 'observable.read' },
      { href: '/devices', title: 'Devices', icon: MonitorSmartphone, may: 'observable.read' },
      { href: '/access', title: 'Access', icon: LockKeyholeOpen, may: 'access.read' },
      { href: '/hand-over', title: 'Hand-over', icon: Handshake, may: 'hand_over.read' },
    ],
  },
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
      { href: '/settings/sla', title: 'SLA policies', icon: AlarmClock, may: 'sla.read' },
      { href: '/settings/cases', title: 'Case settings', icon: SlidersHorizontal, may: 'settings.read' },
      { href: '/settings/runbooks', title: 'Runbooks', icon: BookOpenCheck, may: 'runbook.read' },
      { href: '/settings/stores', title: 'Stores', icon: Store, may: 'settings.read' },
      { href: '/settings/stakeholders', title: 'Stakeholders', icon: Megaphone, may: 'settings.read' },
      { href: '/settings/own-assets', title: 'Own assets', icon: House, may: 'allow_list.read' },
      { href: '/settings/api-keys', title: 'API keys', icon: KeyRound, may: 'api_key.read' },
      { href: '/settings/audit', title: 'Audit log', icon: ScrollText, may: 'audit.read' },
    ],
  },
];
