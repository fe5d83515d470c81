import { sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { type Case, caseObservables, members, observables } from '../../db/schema/index.ts';

/**
 * The members whom a case names, as its subject or as any other of its users: who has a part in what happened is given the case by no rule.
 * One whom a person gives it to is another matter, unless he is the subject.
 */
export async function concernedMembers(tx: Tx, { id, subjectMemberId }: Case): Promise<string[]> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select ${members.id} as id
    from ${caseObservables}
    join ${observables} on ${observables.id} = ${caseObservables.observableId} and ${observables.type} = 'user'
    join ${members} on lower(${members.email}) = lower(${observables.value})
    where ${caseObservables.caseId} = ${id}`);
  return [...new Set([...rows.map((row) => row.id), ...(subjectMemberId ? [subjectMemberId] : [])])];
}
