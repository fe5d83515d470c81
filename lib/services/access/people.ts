import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type AccessRequest, apiKeys, type Member, members } from '../../db/schema/index.ts';
import { isApprover } from '../../domain/access/decide.ts';
import type { Actor, Role } from '../../domain/actor.ts';

/** The roles that may decide about requests, as far as the group lets them. */
export const DECIDING = ['admin', 'lead', 'approver'] as const satisfies readonly Role[];

/** Somebody in Slack who is known by the id there alone. The signature of the request says that it is he. */
export const slackActor = (userId: string, name: string): Actor => ({ kind: 'vendor', id: `slack/${userId}`, name });

/** Whether the actor is who gets the right: the member, or the user in Slack. */
export function isBeneficiary(actor: Actor, of: Pick<AccessRequest, 'beneficiaryId' | 'beneficiarySlackId'>): boolean {
  if (actor.kind === 'user') return of.beneficiaryId === actor.id;
  return actor.kind === 'vendor' && of.beneficiarySlackId !== null && actor.id === `slack/${of.beneficiarySlackId}`;
}

/** Whether the actor asked for it. */
export function isRequester(actor: Actor, of: Pick<AccessRequest, 'requesterId' | 'requesterSlackId'>): boolean {
  if (actor.kind === 'user' || actor.kind === 'api_key') return of.requesterId === actor.id;
  return actor.kind === 'vendor' && of.requesterSlackId !== null && actor.id === `slack/${of.requesterSlackId}`;
}

/** The member who acts, or whose key acts; null: nobody in particular, as our own processes and the key of the first start. */
export async function memberBehind(db: Db | Tx, actor: Actor): Promise<Member | null> {
  const id = actor.kind === 'user' ? actor.id : actor.kind === 'api_key' ? await ownerOf(db, actor.id) : null;
  if (id === null) return null;
  const [found] = await db.select().from(members).where(eq(members.id, id));
  return found ?? null;
}

async function ownerOf(db: Db | Tx, keyId: string): Promise<string | null> {
  const [key] = await db.select({ ownerId: apiKeys.ownerId }).from(apiKeys).where(eq(apiKeys.id, keyId));
  return key?.ownerId ?? null;
}

/** The member with an address, who is not disabled; null: there is none. */
export async function memberByEmail(db: Db | Tx, email: string): Promise<Member | null> {
  const [found] = await db
    .select()
    .from(members)
    .where(
      and(eq(sql`lower(${members.email})`, email.toLowerCase()), isNull(members.disabledAt), eq(members.kind, 'user')),
    )
    .limit(1);
  return found ?? null;
}

/** Those who may decide about requests, for telling them. */
export async function approvers(db: Db | Tx, group: string): Promise<Member[]> {
  const able = await db
    .select()
    .from(members)
    .where(and(inArray(members.role, DECIDING), isNull(members.disabledAt), eq(members.kind, 'user')))
    .limit(1000);
  return able.filter(({ role, groups }) => isApprover({ kind: 'user', role, groups }, group));
}
