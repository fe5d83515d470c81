import { INTEL, type IntelVendor } from '../../domain/intel/vendors.ts';
import { authorize, type Ctx, transact } from '../kernel/index.ts';
import { tell } from '../notices/tell.ts';

/** Tells the leads, once a day (UTC), that an administrator's condition cannot be used: until it is mended nobody looks at any alert. */
export async function tellCondition({
  ctx,
  input: { vendor, problem },
}: {
  ctx: Ctx;
  input: { vendor: IntelVendor; problem: string };
}): Promise<void> {
  authorize(ctx.actor, 'case.update');
  const { automation, title } = INTEL[vendor];
  await transact(ctx, 'intel.tell-condition', (tx) =>
    tell(tx, {
      kind: 'system',
      cause: `intel-condition/${automation}/${ctx.now.toISOString().slice(0, 10)}`,
      to: 'leads',
      severity: 'high',
      title: `Alerts from ${title} are not analysed: the condition cannot be used`,
      body: problem,
      link: `/automations/${automation}`,
    }),
  );
}
