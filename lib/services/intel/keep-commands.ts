import { and, eq, inArray } from 'drizzle-orm';
import { alertDetails } from '../../db/schema/index.ts';
import type { IntelVendor } from '../../domain/intel/vendors.ts';
import type { CommandLook } from '../../domain/views/alert-details.ts';
import { authorize, type Ctx, jsonbSafe, transact } from '../kernel/index.ts';
import { addTechniques } from './add-techniques.ts';

export interface KeepCommandsInput {
  vendor: IntelVendor;
  /** The case for which it was looked at. */
  key: string;
  /** The command line, as the alerts have it. */
  line: string;
  /** The vendor's ids of alerts that may have it. */
  ids: readonly string[];
  look: Omit<CommandLook, 'role'>;
}

/**
 * Keeps what a command line does with every alert that has it, in the place of what was kept before. What a malicious or suspicious one is known for is
 * among the case's techniques from then on. Errors: `not_found`.
 */
export async function keepCommands({ ctx, input }: { ctx: Ctx; input: KeepCommandsInput }): Promise<void> {
  authorize(ctx.actor, 'observable.enrich');
  const { vendor, key, line, ids, look } = input;
  const isBad = look.verdict === 'malicious' || look.verdict === 'suspicious';
  await transact(ctx, 'intel.keep-commands', async (tx) => {
    const rows = await tx.tx
      .select()
      .from(alertDetails)
      .where(and(eq(alertDetails.vendor, vendor), inArray(alertDetails.vendorId, [...ids])))
      .orderBy(alertDetails.vendorId)
      .for('no key update');
    const having = rows.flatMap(({ vendorId, details, commands }) => {
      const roles = details.processes.filter(({ commandLine }) => commandLine === line).map(({ role }) => role);
      return roles.length > 0 ? [{ vendorId, roles, commands }] : [];
    });
    for (const { vendorId, roles, commands } of having) {
      const others = commands.filter(({ role }) => !roles.includes(role));
      await tx.tx
        .update(alertDetails)
        .set({ commands: jsonbSafe([...others, ...roles.map((role) => ({ role, ...look }))]) })
        .where(and(eq(alertDetails.vendor, vendor), eq(alertDetails.vendorId, vendorId)));
    }
    if (isBad && having.length > 0) await addTechniques(tx, { key, techniques: look.techniques });
  });
}
