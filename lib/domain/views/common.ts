import { z } from 'zod';

/** A moment in ISO 8601, UTC. */
export const Moment = z.iso.datetime();
export const MemberRef = z.object({ id: z.string(), name: z.string(), kind: z.enum(['user', 'ai']) });
export type MemberRef = z.infer<typeof MemberRef>;

/** A page of a list. The count stops at 10,000 and says so. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    count: z.object({ value: z.number().int(), capped: z.boolean() }),
  });
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  count: { value: number; capped: boolean };
}
