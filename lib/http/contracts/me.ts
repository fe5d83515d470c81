import { z } from 'zod';
import { OwnShift } from '../../domain/member.ts';
import { Me, MemberView } from '../../domain/views/member.ts';
import { contract } from '../contract.ts';

const tag = 'Me';

export const getMe = contract({
  method: 'GET',
  path: '/me',
  tag,
  summary: 'Who asks, and what that role may do',
  answer: { status: 200, schema: Me },
  beforePasswordChange: true,
});
export const changePassword = contract({
  method: 'POST',
  path: '/me/password',
  tag,
  summary: 'Change one’s own password; all other sessions end',
  body: z.strictObject({ current: z.string(), next: z.string().min(12).max(256) }),
  answer: { status: 204, schema: null },
  beforePasswordChange: true,
});
export const setOwnShift = contract({
  method: 'POST',
  path: '/me/shift',
  tag,
  summary: 'Start or end one’s own shift by hand; it ends by itself',
  body: OwnShift,
  answer: { status: 200, schema: MemberView },
});
