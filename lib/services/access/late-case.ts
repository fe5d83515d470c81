import { eq } from 'drizzle-orm';
import { type AccessRequest, cases } from '../../db/schema/index.ts';
import { type CaseInput, keyOf } from '../../domain/case.ts';
import { utcText } from '../../domain/moment.ts';
import { addComment } from '../cases/comment.ts';
import { lockCase } from '../cases/fetch.ts';
import type { TxCtx } from '../kernel/index.ts';

/** The case of a right that was not taken back in its time. */
export function lateCase(of: AccessRequest, now: Date): CaseInput {
  const who = of.beneficiaryEmail ?? of.requesterName;
  return {
    title: `Temporary administrator rights of ${who} on ${of.deviceName} are not taken back`,
    severity: 'critical',
    category: 'Identity & Access',
    source: 'access',
    description: [
      sinceWhen(of, now),
      of.problem === null ? '' : `The last try met: ${of.problem}`,
      'It is tried again until it is confirmed. Look at the page Access; take the Mac out of the group in Jamf by hand if need be.',
    ]
      .filter(Boolean)
      .join('\n\n'),
    ...(of.storeKey && { store: of.storeKey }),
    observables: [
      ...(of.beneficiaryEmail ? [{ type: 'user' as const, value: of.beneficiaryEmail, role: 'related' as const }] : []),
      ...(of.deviceName ? [{ type: 'device' as const, value: of.deviceName, role: 'related' as const }] : []),
    ],
  };
}

function sinceWhen({ endsAt, returnedAt }: AccessRequest, now: Date): string {
  const minutes = Math.floor((now.getTime() - (returnedAt ?? endsAt)!.getTime()) / 60_000);
  if (returnedAt === null) return `The right ended ${minutes} minutes ago, and Jamf has not confirmed that it is gone.`;
  return `The right was found again ${minutes} minutes ago, after its end, and Jamf has not confirmed that it is gone.`;
}

/** Says on the case that the right is off at last. The case stays open: somebody has to judge the time in between. */
export async function noteOffOnCase(
  ctx: TxCtx,
  { caseId, of }: { caseId: string; of: Pick<AccessRequest, 'revokedAt' | 'deviceName' | 'deviceGone'> },
): Promise<void> {
  const [found] = await ctx.tx.select({ number: cases.number }).from(cases).where(eq(cases.id, caseId));
  const before = await lockCase(ctx, keyOf(found!.number), 'case.comment');
  const at = utcText(of.revokedAt!);
  const body = of.deviceGone
    ? `Jamf has known no Mac ${of.deviceName} since ${at} or earlier: nothing of ours can tell what its user holds.`
    : `Jamf confirmed at ${at} that the right on ${of.deviceName} is off. The Mac hears of it at its next check-in.`;
  await addComment(ctx, before, body);
}
