import { and, eq, type SQL, sql } from 'drizzle-orm';
import { caseObjects, cases, members, timeline } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import { isOpen } from '../../domain/case-state.ts';
import { isOwnedHere } from '../../domain/health/owned.ts';
import { settingsOf } from '../automations/settings-of.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { FALCON } from './vendor.ts';

/** The object key under which a Falcon case leads to a case of ours; an alert's is its composite id. */
export const incidentKey = (id: string) => `incident/${id}`;

export const objectKeyOf = ({ kind, id }: { kind: 'detection' | 'incident'; id: string }) =>
  kind === 'incident' ? incidentKey(id) : id;

export interface CaseOfItem {
  id: string;
  key: string;
  open: boolean;
  /** Somebody here sees to it. */
  owned: boolean;
  /** Everybody may see it. */
  forAll: boolean;
  /** TLP:RED: nothing of it leaves the house. */
  red: boolean;
}

/** The last who gave the case away was a person or a program of the house, or its owner has acknowledged it or acted on it since. */
const TAKEN: SQL<boolean> = sql`coalesce((
  select given.actor_kind in ('user', 'api_key') or ${cases.acknowledgedAt} >= given.at or exists (
    select from ${timeline} act
    where act.case_id = given.case_id and act.seq > given.seq and act.actor_kind = 'user'
      and act.actor ->> 'id' = ${cases.assigneeId}::text
  )
  from ${timeline} given where given.case_id = ${cases.id} and given.kind = 'assigned'
  order by given.seq desc limit 1
), ${cases.acknowledgedAt} is not null)`;

/** Our case of each object of Falcon's, by its object key, the one that it leads to now. */
export async function casesOf({
  ctx,
  input: { objectKeys },
}: {
  ctx: Pick<Ctx, 'db' | 'actor'>;
  input: { objectKeys: readonly string[] };
}): Promise<Map<string, CaseOfItem>> {
  authorize(ctx.actor, 'case.read');
  if (objectKeys.length === 0) return new Map();
  const { enabled: scoutWorks } = await settingsOf(ctx.db, 'scout');
  const found = await ctx.db
    .select({
      objectKey: caseObjects.objectKey,
      ...{ id: cases.id, number: cases.number, stage: cases.stage },
      taken: TAKEN,
      ...{ restricted: cases.restricted, subjectMemberId: cases.subjectMemberId, tlp: cases.tlp },
      assignee: { kind: members.kind, role: members.role, disabledAt: members.disabledAt },
    })
    .from(caseObjects)
    .innerJoin(cases, eq(cases.id, caseObjects.caseId))
    .leftJoin(members, eq(members.id, cases.assigneeId))
    .where(
      and(
        eq(caseObjects.connectorId, FALCON),
        eq(caseObjects.current, true),
        sql`${caseObjects.objectKey} = any(${sql.param([...objectKeys])}::text[])`,
      ),
    );
  return new Map(
    found.map(({ objectKey, id, number, stage, restricted, subjectMemberId, tlp, taken, assignee: owner }) => {
      const open = isOpen(stage);
      const assignee = owner && { ...owner, disabled: owner.disabledAt !== null };
      return [
        objectKey,
        {
          ...{ id, key: keyOf(number), open, owned: isOwnedHere({ open, assignee, taken }, { scoutWorks }) },
          forAll: !restricted && subjectMemberId === null,
          red: tlp === 'RED',
        },
      ];
    }),
  );
}
