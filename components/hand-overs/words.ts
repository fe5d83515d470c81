import type { HandOverItemView } from '#lib/domain/views/hand-over.ts';
import type { Tone } from '../ui/tone.ts';

/** What became of a case, by word and colour. */
export const STATUS_WORDS: Record<HandOverItemView['status'], { word: string; tone: Tone }> = {
  pending: { word: 'Waiting', tone: 'medium' },
  accepted: { word: 'Accepted', tone: 'ok' },
  declined: { word: 'Declined', tone: 'critical' },
  withdrawn: { word: 'Withdrawn', tone: 'plain' },
  lapsed: { word: 'Lapsed', tone: 'plain' },
};

/** The words of an offer, in the order in which they are read. */
export const WORDS = [
  { field: 'note', label: 'Note', hint: 'What the next owner has to know.' },
  { field: 'hypothesis', label: 'Hypothesis', hint: 'What you think has happened.' },
  { field: 'pendingApprovals', label: 'Pending approvals', hint: 'Who was asked for what, and has not answered.' },
  { field: 'nextStep', label: 'Next step', hint: 'What is to be done first.' },
] as const;
export type WordField = (typeof WORDS)[number]['field'];
