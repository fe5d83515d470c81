import type { Actor } from '#lib/domain/actor.ts';
import type { CaseInput } from '#lib/domain/case.ts';
import type { CaseView } from '#lib/domain/views/case.ts';
import { getCase } from '#lib/services/cases/get.ts';
import { openCase } from '#lib/services/cases/open.ts';
import { as, ctxOf } from '#lib/services/testing/fixtures.ts';
import type { Machine } from './harness.ts';

/** A context of the administrator, now. */
export const adminCtx = (machine: Machine) => ctxOf(machine.db, as(machine.people.admin), new Date());

/** Opens a case, by hand where it is not said who does, and waits until every automation has had its say. */
export async function openSettled(
  machine: Machine,
  fields: Partial<CaseInput> = {},
  actor: Actor = as(machine.people.admin),
): Promise<CaseView> {
  const ctx = ctxOf(machine.db, actor, new Date());
  const { key } = await openCase({ ctx, input: { fields: { title: 'A case', severity: 'medium', ...fields } } });
  await machine.settled();
  return getCase({ ctx, input: { key } });
}

export const readCase = (machine: Machine, key: string) => getCase({ ctx: adminCtx(machine), input: { key } });
