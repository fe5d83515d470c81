import { and, isNull, ne, or, type SQL, sql } from 'drizzle-orm';
import { cases } from '../../db/schema/index.ts';
import type { Actor } from '../../domain/actor.ts';
import { accessTo, RESTRICTED_ACTIONS } from '../../domain/permissions.ts';

/** The WHERE of "cases this actor may see", the same rule as `accessToCase(…, 'case.read', …)`. Undefined: all. */
export function visibleCases(actor: Actor): SQL | undefined {
  if (actor.kind !== 'user' && actor.kind !== 'api_key') return undefined;
  if (accessTo(actor.role, 'case.read') === 'no') return sql`false`;
  const restricted = RESTRICTED_ACTIONS['case.read'][actor.role];
  if (actor.kind === 'api_key') return restricted === 'yes' ? undefined : sql`not ${cases.restricted}`;
  const involved = sql`(${cases.assigneeId} = ${actor.id} or ${actor.id}::uuid = any(${cases.collaborators}) or ${actor.id}::uuid = any(${cases.watchers}))`;
  return and(
    or(isNull(cases.subjectMemberId), ne(cases.subjectMemberId, actor.id)),
    restricted === 'yes'
      ? undefined
      : restricted === 'involved'
        ? sql`(not ${cases.restricted} or ${involved})`
        : sql`not ${cases.restricted}`,
  );
}

/**
 * The WHERE of "cases this actor may not see": few are hidden, restricted ones and those that are about a member, and they have an index of
 * their own. Undefined: none.
 */
export function hiddenCases(actor: Actor): SQL | undefined {
  if (actor.kind !== 'user' && actor.kind !== 'api_key') return undefined;
  const visible = visibleCases(actor);
  if (!visible) return undefined;
  const special = sql`(${cases.restricted} or ${cases.subjectMemberId} is not null)`;
  return sql`(${accessTo(actor.role, 'case.read') === 'no' ? sql`true` : special} and (${visible}) is not true)`;
}
