import {
  AccessConsent,
  AccessDenial,
  AccessNote,
  AccessPick,
  AccessRequestInput,
} from '../../domain/access/request.ts';
import { AccessRequestDetail, AccessRequestView } from '../../domain/views/access.ts';
import { pageOf } from '../../domain/views/common.ts';
import { AccessFilter, AccessQuery } from '../../services/access/list.ts';
import { contract } from '../contract.ts';

const tag = 'Access';
const one = { status: 200, schema: AccessRequestView } as const;

export const listAccessRequests = contract({
  method: 'GET',
  path: '/access-requests',
  tag,
  summary: 'List requests for temporary administrator rights, newest first',
  query: AccessQuery,
  answer: { status: 200, schema: pageOf(AccessRequestView) },
});
export const requestAccess = contract({
  method: 'POST',
  path: '/access-requests',
  tag,
  summary: 'Ask for temporary administrator rights on a Mac',
  body: AccessRequestInput,
  answer: { status: 201, schema: AccessRequestView },
});
export const exportAccessRequests = contract({
  method: 'GET',
  path: '/access-requests/export',
  tag,
  summary: 'The requests of a filter as CSV',
  query: AccessFilter,
  answer: { status: 200, schema: null, media: 'text/csv; charset=utf-8' },
});
export const getAccessRequest = contract({
  method: 'GET',
  path: '/access-requests/{id}',
  tag,
  summary: 'Read a request, with open cases and earlier requests of the person',
  answer: { status: 200, schema: AccessRequestDetail },
});
export const approveAccessRequest = contract({
  method: 'POST',
  path: '/access-requests/{id}/approve',
  tag,
  summary: 'Approve a request',
  body: AccessNote,
  answer: one,
});
export const denyAccessRequest = contract({
  method: 'POST',
  path: '/access-requests/{id}/deny',
  tag,
  summary: 'Deny a request; the note is what the person is told',
  body: AccessDenial,
  answer: one,
});
export const revokeAccessRequest = contract({
  method: 'POST',
  path: '/access-requests/{id}/revoke',
  tag,
  summary: 'Take a right back now',
  body: AccessNote,
  answer: one,
});
export const cancelAccessRequest = contract({
  method: 'POST',
  path: '/access-requests/{id}/cancel',
  tag,
  summary: 'Withdraw a request of one’s own that is not decided',
  answer: one,
});
export const consentToAccessRequest = contract({
  method: 'POST',
  path: '/access-requests/{id}/consent',
  tag,
  summary: 'Agree, or not, to a right that a colleague asks for in one’s name',
  body: AccessConsent,
  answer: one,
});
export const pickAccessDevice = contract({
  method: 'POST',
  path: '/access-requests/{id}/device',
  tag,
  summary: 'Pick one of the Macs that were found',
  body: AccessPick,
  answer: one,
});
