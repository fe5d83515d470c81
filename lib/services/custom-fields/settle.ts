import { inArray, or, sql } from 'drizzle-orm';
import { members } from '../../db/schema/index.ts';
import type { CustomFields } from '../../domain/case.ts';
import { customFieldProblems, isEmptyValue, missingAtClose } from '../../domain/custom-field.ts';
import type { CustomFieldView } from '../../domain/views/settings.ts';
import { conflict, type FieldError, invalid, pointerTo } from '../errors.ts';
import { isUuid, remembered, type TxCtx } from '../kernel/index.ts';
import { isAsked } from '../settings/is-asked.ts';
import { loadCustomFields } from './list.ts';

/**
 * The values that a case is to hold: those that were given, with a member's e-mail replaced by the id. Throws `invalid`, a sentence for
 * each value that is not of its field's type. What an automation writes is kept as the vendor sent it, and keys that nobody defined are free.
 */
export async function settleCustomFields(ctx: TxCtx, before: CustomFields, given: CustomFields): Promise<CustomFields> {
  if (!isAsked(ctx.actor)) return given;
  const rules = await remembered(ctx, 'custom_fields', loadCustomFields);
  const problems = customFieldProblems(rules, before, given).map(({ key, message }) => at(key, message));
  if (problems.length > 0) throw invalid(problems);
  return { ...given, ...(await membersIn(ctx, rules, before, given)) };
}

/** Refuses to close a case while a field that must be filled in is not. */
export async function requireFilledIn(ctx: TxCtx, values: CustomFields): Promise<void> {
  if (!isAsked(ctx.actor)) return;
  const labels = await leftEmpty(ctx, values);
  if (labels) throw conflict(`Fill in ${labels} before the case closes.`);
}

/** The fields that must be filled in before a case closes and are not, in quotes; '' where there are none. */
export async function leftEmpty(ctx: TxCtx, values: CustomFields): Promise<string> {
  const missing = missingAtClose(await remembered(ctx, 'custom_fields', loadCustomFields), values);
  return missing.map(({ label }) => `“${label}”`).join(', ');
}

const at = (key: string, message: string): FieldError => ({ pointer: pointerTo('customFields', key), message });

/** Ids for the members that user fields name. */
async function membersIn(
  ctx: TxCtx,
  rules: readonly CustomFieldView[],
  before: CustomFields,
  given: CustomFields,
): Promise<Record<string, string>> {
  const asked = rules.flatMap(({ key, type, label }) => {
    const value = given[key];
    if (type !== 'user' || isEmptyValue(value) || value === before[key]) return [];
    return [{ key, label, who: String(value).trim() }];
  });
  if (asked.length === 0) return {};
  const emails = asked.map(({ who }) => who.toLowerCase());
  const ids = asked.map(({ who }) => who).filter(isUuid);
  const found = await ctx.tx
    .select({ id: members.id, email: members.email })
    .from(members)
    .where(or(inArray(sql`lower(${members.email})`, emails), ids.length > 0 ? inArray(members.id, ids) : undefined));
  const problems: FieldError[] = [];
  const settled = asked.flatMap(({ key, label, who }): [string, string][] => {
    const member = found.find(({ id, email }) => id === who.toLowerCase() || email.toLowerCase() === who.toLowerCase());
    if (member) return [[key, member.id]];
    problems.push(at(key, `“${label}” takes a member’s id or e-mail, and there is no member “${who}”.`));
    return [];
  });
  if (problems.length > 0) throw invalid(problems);
  return Object.fromEntries(settled);
}
