import { z } from 'zod';
import { ActorRef } from '../actor.ts';
import { Stage, State } from '../case-state.ts';
import { CUSTOM_FIELD_TYPES } from '../custom-field.ts';
import { Runbook } from '../runbook.ts';
import { Moment } from './common.ts';

export const StateView = z.object({
  id: State,
  name: z.string(),
  stage: Stage,
  position: z.number().int(),
  /** Shipped states can be renamed, but not retired. */
  shipped: z.boolean(),
  retired: z.boolean(),
  /** Where a case may go from here. */
  next: z.array(State),
});
export type StateView = z.infer<typeof StateView>;

export const CategoryView = z.object({
  /** What a case's `category` holds; it stays when the name changes. */
  key: z.string(),
  name: z.string(),
  position: z.number().int(),
  shipped: z.boolean(),
  retired: z.boolean(),
});
export type CategoryView = z.infer<typeof CategoryView>;

export const StoreView = z.object({
  id: z.string(),
  /** What a case's `store` holds. */
  key: z.string(),
  name: z.string(),
  timeZone: z.string(),
  networks: z.array(z.string()),
  retired: z.boolean(),
});
export type StoreView = z.infer<typeof StoreView>;

export const CustomFieldView = z.object({
  /** The name of the value in a case's `customFields`. */
  key: z.string(),
  label: z.string(),
  hint: z.string(),
  type: z.enum(CUSTOM_FIELD_TYPES),
  /** What may be chosen; empty for types that are not chosen from. */
  options: z.array(z.string()),
  requiredAtClose: z.boolean(),
  position: z.number().int(),
  retired: z.boolean(),
});
export type CustomFieldView = z.infer<typeof CustomFieldView>;

export const RunbookView = z.object({
  ...Runbook.shape,
  version: z.number().int(),
  retired: z.boolean(),
  updatedAt: Moment,
});
export type RunbookView = z.infer<typeof RunbookView>;

export const RunbookDetail = z.object({
  ...RunbookView.shape,
  /** Versions that were followed by another, newest first: cases that began with one keep it. */
  earlier: z.array(
    z.object({
      ...Runbook.omit({ key: true }).shape,
      version: z.number().int(),
      replacedAt: Moment,
      replacedBy: ActorRef,
    }),
  ),
});
export type RunbookDetail = z.infer<typeof RunbookDetail>;
