import type { Role } from './actor.ts';

/**
 * yes: allowed. no: refused (NotFound where the thing itself may not be seen, else Forbidden).
 * involved: on a restricted case, only its assignee, collaborators and watchers.
 */
export type Access = 'yes' | 'no' | 'involved';

/** What is said of the desk holds for it alone: who only asks for access or decides about it sees nothing of the floor. */
const row = (
  admin: Access,
  lead: Access,
  analyst: Access,
  viewer: Access,
  approver: Access = 'no',
  requester: Access = 'no',
) => ({ admin, lead, analyst, viewer, approver, requester });

const EVERYONE = row('yes', 'yes', 'yes', 'yes');
const WHOEVER = row('yes', 'yes', 'yes', 'yes', 'yes', 'yes');
const APPROVERS = row('yes', 'yes', 'no', 'no', 'yes', 'no');
const WORKERS = row('yes', 'yes', 'yes', 'no');
const LEADS = row('yes', 'yes', 'no', 'no');
const ADMINS = row('yes', 'no', 'no', 'no');
const READ_RESTRICTED = row('yes', 'yes', 'involved', 'involved');
const WORK_RESTRICTED = row('yes', 'yes', 'involved', 'no');

/** Role × action for things that have no `restricted` flag, and for cases without it. */
export const ACTIONS = {
  'case.read': EVERYONE,
  'case.create': WORKERS,
  'case.update': WORKERS,
  'case.restrict': LEADS,
  'case.transition': WORKERS,
  'case.assign': WORKERS,
  'case.comment': WORKERS,
  'case.observe': WORKERS,
  'case.act': WORKERS,
  'case.merge': WORKERS,
  'case.attach': WORKERS,
  'case.download': WORKERS,
  'case.delete_file': LEADS,
  'macro.write': LEADS,
  'hand_over.read': WORKERS,
  'hand_over.write': WORKERS,
  'view.read': EVERYONE,
  'view.write': EVERYONE,
  'view.share': WORKERS,
  'view.manage': LEADS,
  'observable.read': EVERYONE,
  'observable.extract': EVERYONE,
  'observable.judge': WORKERS,
  'observable.enrich': WORKERS,
  'allow_list.read': EVERYONE,
  'allow_list.write': LEADS,
  'run.read': EVERYONE,
  'run.control': LEADS,
  'delivery.read': EVERYONE,
  'delivery.read_body': WORKERS,
  'delivery.dry_run': WORKERS,
  'delivery.redeliver': LEADS,
  'connector.read': EVERYONE,
  'connector.write': ADMINS,
  'connector.test': ADMINS,
  'mapping.read': EVERYONE,
  'mapping.write': ADMINS,
  'member.read': EVERYONE,
  'member.write': ADMINS,
  'api_key.read': ADMINS,
  'api_key.write': ADMINS,
  'automation.read': EVERYONE,
  'automation.write': ADMINS,
  'runbook.read': EVERYONE,
  'runbook.write': ADMINS,
  'settings.read': EVERYONE,
  'settings.write': ADMINS,
  'figure.read': EVERYONE,
  'report.read': EVERYONE,
  'report.write': LEADS,
  'sla.read': EVERYONE,
  'sla.write': ADMINS,
  'audit.read': LEADS,
  /** Requests of one's own; those of others need `access.read_all`. */
  'access.read': WHOEVER,
  'access.read_all': APPROVERS,
  'access.request': WHOEVER,
  /** Beside the role it takes the group of approvers. */
  'access.decide': APPROVERS,
  'access.revoke': APPROVERS,
} as const satisfies Record<string, Record<Role, Access>>;

export type Action = keyof typeof ACTIONS;
export type CaseAction = Extract<Action, `case.${string}`>;

/** The same for cases with the flag. What is not listed here does not concern one case. */
export const RESTRICTED_ACTIONS = {
  'case.read': READ_RESTRICTED,
  'case.create': LEADS,
  'case.update': WORK_RESTRICTED,
  'case.restrict': LEADS,
  'case.transition': WORK_RESTRICTED,
  'case.assign': WORK_RESTRICTED,
  'case.comment': WORK_RESTRICTED,
  'case.observe': WORK_RESTRICTED,
  'case.act': WORK_RESTRICTED,
  'case.merge': WORK_RESTRICTED,
  'case.attach': WORK_RESTRICTED,
  'case.download': WORK_RESTRICTED,
  'case.delete_file': LEADS,
} as const satisfies Record<CaseAction, Record<Role, Access>>;

/** What a role may do to things in general. */
export function accessTo(role: Role, action: Action): Access {
  return ACTIONS[action][role];
}

/**
 * What a role may do to one case. The subject of a case (the member whom it is about) neither sees nor touches it, whatever the role.
 */
export function accessToCase(
  role: Role,
  action: CaseAction,
  subject: { restricted: boolean; involved: boolean; isSubject: boolean },
): boolean {
  if (subject.isSubject) return false;
  const access: Access = subject.restricted ? RESTRICTED_ACTIONS[action][role] : ACTIONS[action][role];
  return access === 'yes' || (access === 'involved' && subject.involved);
}
