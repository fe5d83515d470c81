import { describe, expect, it } from 'vitest';
import { MemberInput, MemberPatch } from '#lib/domain/member.ts';
import type { MemberView } from '#lib/domain/views/member.ts';
import { inputOf, memberDraftOf, NEW_MEMBER, patchOf } from './member-draft.ts';
import { officeHours } from './shift-words.ts';

const member: MemberView = {
  id: '1',
  kind: 'user',
  name: 'Mara Keller',
  email: 'mara@shop.example',
  role: 'analyst',
  tier: 2,
  groups: ['Identity leads'],
  skills: ['Cloud'],
  shift: officeHours('Europe/Rome'),
  onShift: true,
  shiftByHand: null,
  onCall: false,
  eligible: true,
  disabled: false,
  openCases: 3,
  createdAt: '2026-01-01T00:00:00Z',
};

describe('inputOf', () => {
  it('is a body that the API takes', () => {
    const input = inputOf({ ...NEW_MEMBER, name: ' Devi Rao ', email: 'devi@shop.example', tier: '3', byHand: 'on' });
    expect(MemberInput.parse(input)).toMatchObject({ name: 'Devi Rao', tier: 3, onShift: true, shift: null });
  });
});

describe('patchOf', () => {
  it('is empty when nothing differs', () => expect(patchOf(member, memberDraftOf(member))).toEqual({}));

  it('holds only what differs', () => {
    const patch = patchOf(member, { ...memberDraftOf(member), tier: '', skills: ['Cloud', 'Email'] });
    expect(patch).toEqual({ tier: null, skills: ['Cloud', 'Email'] });
    expect(MemberPatch.safeParse(patch).success).toBe(true);
  });

  it.each([
    ['keep', {}],
    ['hours', { onShift: null }],
    ['on', { onShift: true }],
    ['off', { onShift: false }],
  ] as const)('by hand %s sends %j', (byHand, sent) => {
    expect(patchOf(member, { ...memberDraftOf(member), byHand })).toEqual(sent);
  });

  it('takes weekly hours without a span for none', () => {
    expect(patchOf(member, { ...memberDraftOf(member), shift: { timeZone: 'Europe/Rome', hours: [] } })).toEqual({
      shift: null,
    });
  });
});
