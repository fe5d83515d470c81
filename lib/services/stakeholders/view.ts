import { inArray } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { members, type StakeholderRow } from '../../db/schema/index.ts';
import type { StakeholdersView } from '../../domain/views/notice.ts';
import { invalid } from '../errors.ts';

/** More rules than these nobody overlooks, and each notice reads them all. */
export const MOST_RULES = 200;

/** Rules as the API shows them, with the names of their members. */
export async function stakeholdersViews(db: Db | Tx, rows: readonly StakeholderRow[]): Promise<StakeholdersView[]> {
  const names = await namesOf(db, [...new Set(rows.flatMap(({ memberIds }) => memberIds))]);
  return rows.map(({ id, name, categories, stores, vipOnly, memberIds, groups, slackChannel, teams }) => ({
    id,
    name,
    categories,
    stores,
    vipOnly,
    members: memberIds.flatMap((member) => (names.has(member) ? [{ id: member, name: names.get(member)! }] : [])),
    groups,
    slackChannel,
    teams,
  }));
}

async function namesOf(db: Db | Tx, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const found = await db.select({ id: members.id, name: members.name }).from(members).where(inArray(members.id, ids));
  return new Map(found.map(({ id, name }) => [id, name]));
}

/** Refuses members who do not exist, and a rule that would tell nobody. */
export async function requireSomebody(
  tx: Tx,
  rule: Pick<StakeholderRow, 'memberIds' | 'groups' | 'slackChannel' | 'teams'>,
): Promise<void> {
  const known = await namesOf(tx, rule.memberIds);
  const unknown = rule.memberIds.findIndex((id) => !known.has(id));
  if (unknown >= 0)
    throw invalid([{ pointer: `/memberIds/${unknown}`, message: `There is no member “${rule.memberIds[unknown]}”.` }]);
  if (rule.memberIds.length === 0 && rule.groups.length === 0 && rule.slackChannel === null && !rule.teams)
    throw invalid([{ pointer: '/memberIds', message: 'Name who is told: members, groups, or a channel.' }]);
}
