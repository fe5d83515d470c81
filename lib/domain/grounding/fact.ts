import { z } from 'zod';

/** One thing that is known, with where and when it is from: what a sentence rests on. */
export const Fact = z.strictObject({
  /** Unlike any other of the same list: `os`, `lastSeen`. */
  id: z.string().min(1).max(100),
  /** As a sentence would name it, in small letters: `operating system`. */
  label: z.string().min(1).max(100),
  value: z.string().max(500),
  /** Which source said it, as people know it: `SentinelOne`. Null: it follows from what is set here. */
  source: z.string().max(100).nullable(),
  /** When the source knew it. */
  at: z.iso.datetime().nullable(),
});
export type Fact = z.infer<typeof Fact>;

/** A sentence, and the ids of the facts that it came from: at least one. */
export const Sentence = z.object({ text: z.string(), facts: z.array(z.string()) });
export type Sentence = z.infer<typeof Sentence>;
