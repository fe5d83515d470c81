import { z } from 'zod';

const fields = {
  name: z.string().trim().min(1, 'Write a name.').max(60),
  /** The list's query, as it stands in an address: `severity=high&assignee=me`. */
  query: z.string().max(2_000),
  shared: z.boolean(),
};

/** Body of POST views. */
export const ViewInput = z.strictObject({ ...fields, shared: fields.shared.default(false) });
export type ViewInput = z.input<typeof ViewInput>;

/** Body of PATCH views/{id}. */
export const ViewPatch = z
  .strictObject(fields)
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, 'Name at least one field to change.');
export type ViewPatch = z.input<typeof ViewPatch>;
