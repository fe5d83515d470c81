import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { type Case, type Member, members, type StakeholderRow, stakeholders } from '../../db/schema/index.ts';
import { concerns } from '../../domain/notifications/index.ts';
import { accessToCase } from '../../domain/permissions.ts';
import { once, type TxCtx } from '../kernel/index.ts';

/** Whom a notice is for: those who stand so to its case, or these members by id. */
export type Audience = 'assignee' | 'watchers' | 'stakeholders' | 'leads' | 'on_call' | { members: string[] };

export interface Reached {
  members: Member[];
  /** Beside the members: channels of Slack by id, and whether the channel of Teams. */
  slackChannels: string[];
  teams: boolean;
}

type CaseFacts = Pick<
  Case,
  | 'assigneeId'
  | 'collaborators'
  | 'watchers'
  | 'subjectMemberId'
  | 'restricted'
  | 'category'
  | 'store'
  | 'vip'
  | 'vipUnknown'
>;

/** Who that is now: persons who can sign in and, where the notice is about a case, may see it. Channels hear of no case that is kept from somebody. */
export async function reached(ctx: TxCtx, to: Audience, of: CaseFacts | null): Promise<Reached> {
  if (to === 'stakeholders') return stakeholdersOf(ctx, of);
  return { members: await membersOf(ctx.tx, audienceOf(to, of), of), slackChannels: [], teams: false };
}

function audienceOf(to: Exclude<Audience, 'stakeholders'>, of: CaseFacts | null): SQL | null {
  if (to === 'leads') return LEADS;
  if (to === 'on_call') return sql`${members.onCall}`;
  if (to === 'assignee') return anyOf(of?.assigneeId ? [of.assigneeId] : []);
  return anyOf(to === 'watchers' ? (of?.watchers ?? []) : to.members);
}

/** Without a lead the administrators stand in: somebody must hear of it. */
const LEADS = sql`${members.role} = case when exists (
  select from members as lead where lead.role = 'lead' and lead.disabled_at is null) then 'lead' else 'admin' end`;

/** Null where nobody is meant: most cases concern no stakeholder, and then nothing is asked. */
const anyOf = (ids: readonly string[]): SQL | null => (ids.length === 0 ? null : inArray(members.id, [...ids]));

async function membersOf(tx: Tx, who: SQL | null, of: CaseFacts | null): Promise<Member[]> {
  if (who === null) return [];
  const found = await tx
    .select()
    .from(members)
    .where(and(eq(members.kind, 'user'), isNull(members.disabledAt), who));
  return found.filter((member) => of === null || maySee(member, of));
}

/** Whether a member may see a case: the rule of a notice when it is made, and again when it is sent. */
export function maySee({ id, role }: Pick<Member, 'id' | 'role'>, of: CaseFacts): boolean {
  const involved = of.assigneeId === id || of.collaborators.includes(id) || of.watchers.includes(id);
  return accessToCase(role, 'case.read', { restricted: of.restricted, involved, isSubject: of.subjectMemberId === id });
}

/** Whether a case may be spoken of where anybody may listen. */
export const isPublic = (of: Pick<Case, 'restricted' | 'subjectMemberId'>) =>
  !of.restricted && of.subjectMemberId === null;

async function stakeholdersOf(ctx: TxCtx, of: CaseFacts | null): Promise<Reached> {
  const rules = await once(ctx, 'stakeholders', () => ctx.tx.select().from(stakeholders));
  const concerned = of === null ? [] : rules.filter((rule) => concerns(rule, { ...of, vip: of.vip || of.vipUnknown }));
  const groups = concerned.flatMap((rule) => rule.groups.map((group) => group.toLowerCase()));
  const named = anyOf([...concerned.flatMap((rule) => rule.memberIds), ...(of?.watchers ?? [])]);
  const grouped = sql`exists (select from unnest(${members.groups}) as g where lower(g) = any(${sql.param(groups)}))`;
  const who = groups.length === 0 ? named : named === null ? grouped : sql`(${named} or ${grouped})`;
  const open = of !== null && isPublic(of);
  return {
    members: await membersOf(ctx.tx, who, of),
    slackChannels: open ? channelsOf(concerned) : [],
    teams: open && concerned.some((rule) => rule.teams),
  };
}

const channelsOf = (rules: readonly StakeholderRow[]) => [
  ...new Set(rules.flatMap(({ slackChannel }) => slackChannel ?? [])),
];
