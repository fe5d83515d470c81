import type { Action } from './permissions.ts';

/**
 * What a house sets for itself, by the name that the audit log gives it, and what one must be allowed to hear that some of it has changed.
 * Mappings are no part: their versions are read where they are written, and a draft must not be pulled away.
 */
export const SETTINGS = {
  allow_list: 'allow_list.read',
  api_key: 'api_key.read',
  automation: 'automation.read',
  category: 'settings.read',
  closing_macro: 'settings.read',
  connector: 'connector.read',
  custom_field: 'settings.read',
  member: 'member.read',
  runbook: 'runbook.read',
  sla_calendar: 'sla.read',
  sla_policy: 'sla.read',
  stakeholders: 'settings.read',
  state: 'settings.read',
  store: 'settings.read',
  view: 'view.read',
} as const satisfies Record<string, Action>;

export type Setting = keyof typeof SETTINGS;

export const isSetting = (entity: string): entity is Setting => Object.hasOwn(SETTINGS, entity);

/** The name under which browsers hear that settings have changed; which, its `setting` says. */
export const SETTINGS_CHANGED = 'settings/changed';
