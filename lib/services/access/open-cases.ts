import { and, desc, inArray, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type AccessRequest, caseObservables, cases, members, observables } from '../../db/schema/index.ts';
import type { Actor } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { accessTo } from '../../domain/permissions.ts';
import type { AccessCase } from '../../domain/views/access.ts';
import { isOpenCase, visibleCases } from '../kernel/index.ts';
import { hasValue } from '../observables/has-value.ts';
import { DECIDING } from './people.ts';

const MOST = 20;

/**
 * The open cases of the person or the Mac, newest first, twenty at most. Who reads cases is told those that he may see; an approver, who sees
 * none, and the channel are told the keys and severities of those that are neither restricted nor about one of its readers.
 */
export async function openCasesOf(
  db: Db | Tx,
  actor: Actor,
  {
    beneficiaryEmail,
    deviceName,
    deviceSerial,
  }: Pick<AccessRequest, 'beneficiaryEmail' | 'deviceName' | 'deviceSerial'>,
): Promise<AccessCase[]> {
  const named = [
    ...(beneficiaryEmail ? [hasValue(beneficiaryEmail, ['user', 'email'])] : []),
    ...[deviceName, deviceSerial].filter((name) => name).map((name) => hasValue(name!, ['device', 'hostname'])),
  ];
  if (named.length === 0) return [];
  const found = await db
    .select({ id: observables.id })
    .from(observables)
    .where(
      sql`(${sql.join(
        named.map((one) => one ?? sql`false`),
        sql` or `,
      )})`,
    );
  if (found.length === 0) return [];
  const reads = (actor.kind === 'user' || actor.kind === 'api_key') && accessTo(actor.role, 'case.read') !== 'no';
  const holding = db
    .select({ id: caseObservables.caseId })
    .from(caseObservables)
    .where(
      inArray(
        caseObservables.observableId,
        found.map(({ id }) => id),
      ),
    );
  const rows = await db
    .select({ number: cases.number, severity: cases.severity, title: cases.title })
    .from(cases)
    .where(and(inArray(cases.id, holding), isOpenCase, reads ? visibleCases(actor) : tellable(actor)))
    .orderBy(desc(cases.number))
    .limit(MOST);
  return rows.map(({ number, severity, title }) => ({ key: keyOf(number), severity, title: reads ? title : null }));
}

/** What may be said to an approver, or where every approver reads it. The subject of a case hears of it nowhere. */
const tellable = (actor: Actor) =>
  actor.kind === 'user'
    ? sql`not ${cases.restricted} and ${cases.subjectMemberId} is distinct from ${actor.id}`
    : sql`not ${cases.restricted} and not exists (
        select from ${members} where ${members.id} = ${cases.subjectMemberId} and ${inArray(members.role, [...DECIDING])})`;
