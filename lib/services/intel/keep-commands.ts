import { and, eq, inArray } from 'drizzle-orm';
import { alertDetails } from '../../db/schema/index.ts';
import type { IntelVendor } from '../../domain/intel/vendors.ts';
import type { CommandLook } from '../../domain/views/alert-details.ts';
import { authorize, type Ctx, jsonbSafe, transact } from '../kernel/index.ts';

export interface KeepCommandsInput {
  vendor: IntelVendor;
  /** The command line, as the alerts have it. */
  line: string;
  /** The vendor's ids of alerts that may have it. */
  ids: readonly string[];
  look: Omit<CommandLook, 'role'>;
}

/** Keeps what a command line does with every alert that has it, in the place of what was kept before. */
export async function keepCommands({ ctx, input }: { ctx: Ctx; input: KeepCommandsInput }): Promise<void> {
  authorize(ctx.actor, 'observable.enrich');
  const { vendor, line, ids, look } = input;
  await transact(ctx, 'intel.keep-commands', async (tx) => {
    const rows = await tx.tx
      .select()
      .from(alertDetails)
      .where(and(eq(alertDetails.vendor, vendor), inArray(alertDetails.vendorId, [...ids])))
      .orderBy(alertDetails.vendorId)
      .for('no key update');
    for (const { vendorId, details, commands } of rows) {
      const roles = details.processes.filter(({ commandLine }) => commandLine === line).map(({ role }) => role);
      if (roles.length === 0) continue;
      const others = commands.filter(({ role }) => !roles.includes(role));
      await tx.tx
        .update(alertDetails)
        .set({ commands: jsonbSafe([...others, ...roles.map((role) => ({ role, ...look }))]) })
        .where(and(eq(alertDetails.vendor, vendor), eq(alertDetails.vendorId, vendorId)));
    }
  });
}
