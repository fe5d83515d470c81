import { z } from 'zod';

const keys = z.array(z.string().trim().min(1).max(100)).max(100);

/** Who has a stake in which cases, as a settings page writes it. Conditions that are empty ask for nothing. */
const fields = {
  name: z.string().trim().min(1).max(100),
  /** Cases of one of these categories. */
  categories: keys,
  /** Cases of one of these stores, by key. */
  stores: keys,
  /** Only cases of a VIP, or of who may be one. */
  vipOnly: z.boolean(),
  /** Members by id. */
  memberIds: z.array(z.uuid()).max(200),
  /** Every member of one of these groups. */
  groups: keys,
  /** A channel of Slack, by its id. */
  slackChannel: z
    .string()
    .trim()
    .regex(/^[CG][A-Z0-9]{5,20}$/, 'Write the id of a channel, such as C0123ABCD: Slack shows it under “About”.')
    .nullable(),
  /** The channel of Teams that is connected. */
  teams: z.boolean(),
};

export const StakeholdersInput = z.strictObject({
  name: fields.name,
  categories: fields.categories.default([]),
  stores: fields.stores.default([]),
  vipOnly: fields.vipOnly.default(false),
  memberIds: fields.memberIds.default([]),
  groups: fields.groups.default([]),
  slackChannel: fields.slackChannel.default(null),
  teams: fields.teams.default(false),
});
export const StakeholdersPatch = z.strictObject(fields).partial();

export interface StakeCondition {
  categories: readonly string[];
  stores: readonly string[];
  vipOnly: boolean;
}

/** What of a case decides who has a stake in it. */
export interface StakeFacts {
  category: string;
  store: string | null;
  /** Also of who may be a VIP. */
  vip: boolean;
}

/** Whether a case concerns the stakeholders of a rule: every condition that is set holds. */
export function concerns({ categories, stores, vipOnly }: StakeCondition, facts: StakeFacts): boolean {
  if (vipOnly && !facts.vip) return false;
  if (categories.length > 0 && !categories.some((one) => one.toLowerCase() === facts.category.toLowerCase()))
    return false;
  return stores.length === 0 || (facts.store !== null && stores.includes(facts.store));
}
