import type { Role } from '#lib/domain/actor.ts';
import type { MemberInput, MemberPatch, WeeklyShift } from '#lib/domain/member.ts';
import type { MemberView } from '#lib/domain/views/member.ts';

/** What `onShift` shall become: the API shows only whether somebody is on shift now, not why. */
export type ByHand = 'keep' | 'hours' | 'on' | 'off';

export interface MemberDraft {
  name: string;
  email: string;
  role: Role;
  /** `''` is no tier. */
  tier: '' | '1' | '2' | '3';
  groups: string[];
  skills: string[];
  shift: WeeklyShift | null;
  byHand: ByHand;
  onCall: boolean;
  eligible: boolean;
}

export const NEW_MEMBER: MemberDraft = {
  name: '',
  email: '',
  role: 'analyst',
  tier: '',
  groups: [],
  skills: [],
  shift: null,
  byHand: 'keep',
  onCall: false,
  eligible: true,
};

export function memberDraftOf(member: MemberView): MemberDraft {
  const { name, email, role, groups, skills, shift, onCall, eligible } = member;
  const tier = member.tier === null ? '' : (String(member.tier) as '1' | '2' | '3');
  return { name, email, role, tier, groups, skills, shift, byHand: 'keep', onCall, eligible };
}

/** Body of POST members. */
export function inputOf(draft: MemberDraft): MemberInput {
  return { ...fieldsOf(draft), ...onShiftOf(draft) };
}

/** Body of PATCH members/{id}: only what differs. */
export function patchOf(member: MemberView, draft: MemberDraft): MemberPatch {
  const before = fieldsOf(memberDraftOf(member));
  const changed = Object.entries(fieldsOf(draft)).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof typeof before]),
  );
  return { ...Object.fromEntries(changed), ...onShiftOf(draft) };
}

function fieldsOf({ byHand: _, tier, ...draft }: MemberDraft) {
  return {
    ...draft,
    name: draft.name.trim(),
    email: draft.email.trim(),
    tier: tier === '' ? null : (Number(tier) as 1 | 2 | 3),
    shift: draft.shift && draft.shift.hours.length > 0 ? draft.shift : null,
  };
}

function onShiftOf({ byHand }: MemberDraft): { onShift?: boolean | null } {
  return byHand === 'keep' ? {} : { onShift: byHand === 'hours' ? null : byHand === 'on' };
}
