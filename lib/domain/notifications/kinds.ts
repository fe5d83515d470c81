import { z } from 'zod';
import type { Channel } from './channels.ts';

/** What a member is told about. */
export const NOTICE_KINDS = [
  'case.assigned',
  'case.opened',
  'case.escalated',
  'case.resolved',
  'case.vendor_closed',
  'case.mentioned',
  'case.unowned',
  'case.not_acknowledged',
  'sla.at_risk',
  'sla.breached',
  'handover.offered',
  'access.requested',
  'access.decided',
  'access.granted',
  'access.revoked',
  'access.late',
  'approval.requested',
  'system',
] as const;
export const NoticeKind = z.enum(NOTICE_KINDS);
export type NoticeKind = z.infer<typeof NoticeKind>;

export interface KindRule {
  /** As the preferences page says it. */
  label: string;
  /** The channels that a member has who never chose. */
  initial: readonly Channel[];
  /** Comes through in quiet hours whatever the case is. */
  urgent: boolean;
  /** At least one channel beside the centre is used, whatever the member switched off. */
  mustReach: boolean;
}

const direct: readonly Channel[] = ['in_app', 'slack', 'email'];
const quiet: readonly Channel[] = ['in_app'];
/** `admin-access` writes to the person in Slack itself, with what there is to press. */
const beside: readonly Channel[] = ['in_app', 'email'];

const rule = (label: string, more: Partial<KindRule> = {}): KindRule => ({
  label,
  initial: direct,
  urgent: false,
  mustReach: false,
  ...more,
});

export const KIND_RULES: Record<NoticeKind, KindRule> = {
  'case.assigned': rule('A case is assigned to you'),
  'case.opened': rule('A case that concerns you is opened'),
  'case.escalated': rule('A case that concerns you is escalated'),
  'case.resolved': rule('A case that concerns you is resolved'),
  'case.vendor_closed': rule('The vendor has closed all that led to a case of yours', { initial: quiet }),
  'case.mentioned': rule('You are mentioned'),
  'case.unowned': rule('A case has no owner', { mustReach: true }),
  'case.not_acknowledged': rule('A case is not acknowledged', { mustReach: true }),
  'sla.at_risk': rule('A timer is at risk', { mustReach: true }),
  'sla.breached': rule('A timer is breached', { urgent: true, mustReach: true }),
  'handover.offered': rule('Cases are handed over to you'),
  'access.requested': rule('A temporary right is asked for'),
  'access.decided': rule('Your access request is decided, or has ended', { initial: beside }),
  'access.granted': rule('Your temporary right is granted', { initial: beside }),
  'access.revoked': rule('Your temporary right is taken back', { initial: beside }),
  'access.late': rule('A temporary right is not taken back in time', { urgent: true, mustReach: true }),
  'approval.requested': rule('Your approval is asked for'),
  system: rule('Watchfloor itself needs you', { initial: quiet }),
};
