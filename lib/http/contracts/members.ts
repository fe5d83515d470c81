import { ApiKeyInput, ApiKeyPatch, MemberInput, MemberPatch } from '../../domain/member.ts';
import { pageOf } from '../../domain/views/common.ts';
import { ApiKeyCreated, ApiKeyView, MemberCreated, MemberView } from '../../domain/views/member.ts';
import { PageQuery } from '../../services/cases/streams.ts';
import { contract } from '../contract.ts';

const tag = 'Members';

export const listMembers = contract({
  method: 'GET',
  path: '/members',
  tag,
  summary: 'List the members, Scout included',
  query: PageQuery,
  answer: { status: 200, schema: pageOf(MemberView) },
});
export const createMember = contract({
  method: 'POST',
  path: '/members',
  tag,
  summary: 'Add a member; without a password a one-time one is made and shown once',
  body: MemberInput,
  answer: { status: 201, schema: MemberCreated },
  shownOnce: ['oneTimePassword'],
});
export const updateMember = contract({
  method: 'PATCH',
  path: '/members/{id}',
  tag,
  summary: 'Change a member; disabling one or setting a password ends the member’s sessions',
  body: MemberPatch,
  answer: { status: 200, schema: MemberView },
});
export const listApiKeys = contract({
  method: 'GET',
  path: '/api-keys',
  tag,
  summary: 'List the API keys, never the keys themselves',
  query: PageQuery,
  answer: { status: 200, schema: pageOf(ApiKeyView) },
});
export const createApiKey = contract({
  method: 'POST',
  path: '/api-keys',
  tag,
  summary: 'Make an API key, which is shown once',
  body: ApiKeyInput,
  answer: { status: 201, schema: ApiKeyCreated },
  neverReplayed: true,
});
export const updateApiKey = contract({
  method: 'PATCH',
  path: '/api-keys/{id}',
  tag,
  summary: 'Change an API key’s name or end, or end it at once; its role stays',
  body: ApiKeyPatch,
  answer: { status: 200, schema: ApiKeyView },
});
export const revokeApiKey = contract({
  method: 'DELETE',
  path: '/api-keys/{id}',
  tag,
  summary: 'End an API key at once',
  answer: { status: 200, schema: ApiKeyView },
});
