import { z } from 'zod';
import { HandOverAccept, HandOverDecline, HandOverInput } from '../../domain/hand-over.ts';
import { pageOf } from '../../domain/views/common.ts';
import { HandOverDraftItem, HandOverView } from '../../domain/views/hand-over.ts';
import { HandOverQuery } from '../../services/hand-overs/list.ts';
import { contract } from '../contract.ts';

const tag = 'Hand-overs';
const one = { status: 200, schema: HandOverView } as const;

export const listHandOvers = contract({
  method: 'GET',
  path: '/hand-overs',
  tag,
  summary: 'List hand-overs, newest first',
  query: HandOverQuery,
  answer: { status: 200, schema: pageOf(HandOverView) },
});
export const draftHandOver = contract({
  method: 'GET',
  path: '/hand-overs/draft',
  tag,
  summary: 'One’s own open cases, as the start of a hand-over',
  answer: { status: 200, schema: z.object({ items: z.array(HandOverDraftItem) }) },
});
export const offerHandOver = contract({
  method: 'POST',
  path: '/hand-overs',
  tag,
  summary: 'Offer own open cases to a colleague',
  body: HandOverInput,
  answer: { status: 201, schema: HandOverView },
});
export const getHandOver = contract({
  method: 'GET',
  path: '/hand-overs/{id}',
  tag,
  summary: 'Read a hand-over',
  answer: one,
});
export const acceptHandOver = contract({
  method: 'POST',
  path: '/hand-overs/{id}/accept',
  tag,
  summary: 'Take the cases, all that wait or some',
  body: HandOverAccept,
  answer: one,
});
export const declineHandOver = contract({
  method: 'POST',
  path: '/hand-overs/{id}/decline',
  tag,
  summary: 'Leave the cases with their owner, all that wait or some, and say why',
  body: HandOverDecline,
  answer: one,
});
export const withdrawHandOver = contract({
  method: 'POST',
  path: '/hand-overs/{id}/withdraw',
  tag,
  summary: 'Take back what of one’s own offer still waits',
  answer: one,
});
