import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { caseObservables, observables } from '../../db/schema/index.ts';
import { isOpen, type State } from '../../domain/case-state.ts';
import { DEVICE_TYPES, wantedOf } from '../../domain/device/wanted.ts';
import type { CaseDevicesView } from '../../domain/views/device.ts';
import { findCase } from '../cases/fetch.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { devicesOf, type Named } from './known.ts';

/** A case about more devices than these is about a fleet: the others are looked at one by one. */
export const MOST_DEVICES = 20;
/** Host names that name no device of ours are passed over, so that more are read than are shown. */
const MOST_READ = 200;

/** The devices of a case with what the sources say of each, those that it happened to first. */
export async function listCaseDevices({ ctx, input }: { ctx: Ctx; input: { key: string } }): Promise<CaseDevicesView> {
  authorize(ctx.actor, 'case.read');
  const of = await findCase(ctx.db, ctx, input.key);
  return devicesOfCase(ctx.db, of.id);
}

/** The same of a case that was found already. */
export async function devicesOfCase(db: Db | Tx, caseId: string): Promise<CaseDevicesView> {
  const { devices, more } = await namedOn(db, caseId);
  return { items: await devicesOf(db, devices), more };
}

export interface CaseDevices {
  state: State;
  open: boolean;
  category: string;
  devices: Named[];
  more: boolean;
}

/** What an automation asks of a case before it looks up its devices. Errors: `not_found`. */
export async function readCaseDevices({ ctx, input }: { ctx: Ctx; input: { key: string } }): Promise<CaseDevices> {
  authorize(ctx.actor, 'observable.enrich');
  const { id, state, stage, category } = await findCase(ctx.db, ctx, input.key);
  return { state, open: isOpen(stage), category, ...(await namedOn(ctx.db, id)) };
}

async function namedOn(db: Db | Tx, caseId: string): Promise<{ devices: Named[]; more: boolean }> {
  const rows = await db
    .select({ id: observables.id, type: observables.type, value: observables.value, role: caseObservables.role })
    .from(caseObservables)
    .innerJoin(observables, eq(observables.id, caseObservables.observableId))
    .where(and(eq(caseObservables.caseId, caseId), inArray(observables.type, [...DEVICE_TYPES])))
    .orderBy(
      sql`array_position(array['victim','own','implicated','related'], ${caseObservables.role})`,
      asc(observables.type),
      asc(observables.id),
    )
    .limit(MOST_READ + 1);
  const named = rows.slice(0, MOST_READ).filter((row) => wantedOf(row) !== null);
  // Behind so many names nobody has looked whether one is a device of ours.
  return { devices: named.slice(0, MOST_DEVICES), more: named.length > MOST_DEVICES || rows.length > MOST_READ };
}
