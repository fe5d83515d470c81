import type { Severity } from '#lib/domain/severity.ts';
import type { NewPolicy, PolicyPatch } from '#lib/domain/sla/inputs.ts';
import { AROUND_THE_CLOCK, DEFAULT_AT_RISK, DEFAULT_VIP_FACTOR } from '#lib/domain/sla/policy.ts';
import type { PolicyView } from '#lib/domain/views/sla.ts';

/** What stands in the policy dialog. Shares are percents there. */
export interface PolicyDraft {
  severity: Severity;
  category: string;
  source: string;
  vip: '' | 'true' | 'false';
  name: string;
  acknowledgeSeconds: number | null;
  resolveSeconds: number | null;
  vipPercent: number;
  riskPercent: number;
  calendar: string;
  /** Of a datetime-local field; empty: at once. */
  effectiveFrom: string;
}

export function draftOf(policy: PolicyView | null): PolicyDraft {
  // An edit goes on from the newest version, planned or not: the one that the server builds on.
  const terms = policy?.versions[0];
  return {
    severity: policy?.severity ?? 'critical',
    category: policy?.category ?? '',
    source: policy?.source ?? '',
    vip: policy?.vip == null ? '' : policy.vip ? 'true' : 'false',
    name: terms?.name ?? '',
    acknowledgeSeconds: terms?.acknowledgeSeconds ?? 900,
    resolveSeconds: terms?.resolveSeconds ?? 4 * 3600,
    vipPercent: Math.round((terms?.vipFactor ?? DEFAULT_VIP_FACTOR) * 100),
    riskPercent: Math.round((terms?.atRisk ?? DEFAULT_AT_RISK) * 100),
    calendar: terms?.calendar.id ?? AROUND_THE_CLOCK,
    effectiveFrom: '',
  };
}

export const isComplete = (draft: PolicyDraft) =>
  draft.name.trim() !== '' && draft.acknowledgeSeconds !== null && draft.resolveSeconds !== null;

function termsOf(draft: PolicyDraft) {
  return {
    name: draft.name.trim(),
    acknowledgeSeconds: draft.acknowledgeSeconds ?? 0,
    resolveSeconds: draft.resolveSeconds ?? 0,
    vipFactor: draft.vipPercent / 100,
    atRisk: draft.riskPercent / 100,
    calendar: draft.calendar,
    ...(draft.effectiveFrom === '' ? {} : { effectiveFrom: new Date(draft.effectiveFrom).toISOString() }),
  };
}

/** Body of POST sla-policies. */
export function newPolicyOf(draft: PolicyDraft): NewPolicy {
  const { severity, category, source, vip } = draft;
  return {
    severity,
    ...(category === '' ? {} : { category }),
    ...(source.trim() === '' ? {} : { source: source.trim() }),
    ...(vip === '' ? {} : { vip: vip === 'true' }),
    ...termsOf(draft),
  };
}

/** Body of PATCH sla-policies/{id}. */
export const patchOf = (draft: PolicyDraft): PolicyPatch => termsOf(draft);
