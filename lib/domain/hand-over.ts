import { z } from 'zod';

/** `open` while a case waits for an answer, `done` when all are decided, `withdrawn` by who offered it. */
export const HAND_OVER_STATUSES = ['open', 'done', 'withdrawn'] as const;
export const HandOverStatus = z.enum(HAND_OVER_STATUSES);
export type HandOverStatus = z.infer<typeof HandOverStatus>;

/** `lapsed`: the case was no longer the sender's open one when the colleague accepted. */
export const ITEM_STATUSES = ['pending', 'accepted', 'declined', 'withdrawn', 'lapsed'] as const;
export const ItemStatus = z.enum(ITEM_STATUSES);
export type ItemStatus = z.infer<typeof ItemStatus>;

/** The name under which browsers hear that some hand-over has changed: whose, they ask for themselves. */
export const HAND_OVER_CHANGED = 'hand_over/changed';

const MOST_CASES = 200;
const words = z.string().trim().max(4000);
const key = z.string().regex(/^CASE-[1-9]\d{0,15}$/i, 'Write the key of a case, such as CASE-7.');
const distinct = (keys: readonly string[]) => new Set(keys.map((one) => one.toUpperCase())).size === keys.length;

/** One case of an offer, with what the next owner has to know. */
export const HandOverItemInput = z.strictObject({
  case: key,
  note: words.optional(),
  hypothesis: words.optional(),
  pendingApprovals: words.optional(),
  nextStep: words.optional(),
});
export type HandOverItemInput = z.infer<typeof HandOverItemInput>;

/** Body of POST hand-overs. `to` is a member's id or e-mail. */
export const HandOverInput = z.strictObject({
  to: z.string().min(1).max(320),
  note: words.optional(),
  items: z
    .array(HandOverItemInput)
    .min(1, 'Name at least one case.')
    .max(MOST_CASES)
    .refine((items) => distinct(items.map((item) => item.case)), 'Name each case once.'),
});
export type HandOverInput = z.input<typeof HandOverInput>;

const some = z.array(key).min(1).max(MOST_CASES).optional();

/** Body of POST hand-overs/{id}/accept: these cases, or all that wait. */
export const HandOverAccept = z.strictObject({ cases: some });
/** Body of POST hand-overs/{id}/decline: these cases, or all that wait; and why. */
export const HandOverDecline = z.strictObject({
  cases: some,
  reason: z.string().trim().min(1, 'Say why, for the colleague.').max(2000),
});

/** What stands on the timeline and in the next owner's mind, as lines of Markdown; empty fields are left out. */
export function briefOf(item: {
  note: string;
  hypothesis: string;
  pendingApprovals: string;
  nextStep: string;
}): string {
  return [
    ['Note', item.note],
    ['Hypothesis', item.hypothesis],
    ['Pending approvals', item.pendingApprovals],
    ['Next step', item.nextStep],
  ]
    .filter(([, text]) => text)
    .map(([name, text]) => `**${name}:** ${text}`)
    .join('\n\n');
}

/** Whether a hand-over has ended: nothing of it waits for an answer. */
export function isDecided(items: readonly { status: ItemStatus }[]): boolean {
  return items.every((item) => item.status !== 'pending');
}
