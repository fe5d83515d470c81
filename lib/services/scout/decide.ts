import { inArray } from 'drizzle-orm';
import { type Case, storms } from '../../db/schema/index.ts';
import { INJECTION_TAG } from '../../domain/injection/index.ts';
import { similarSpeaks } from '../../domain/scout/agreement.ts';
import type { ScoutVerdict } from '../../domain/scout/investigation.ts';
import { mayResolve, type ResolveFacts } from '../../domain/scout/may-resolve.ts';
import type { ScoutParameters } from '../../domain/scout/parameters.ts';
import { familyOf } from '../cases/family.ts';
import type { TxCtx } from '../kernel/index.ts';
import type { Gathered } from './gather.ts';
import { lookersUnderWay } from './under-way.ts';

export interface Found {
  verdict: ScoutVerdict;
  /** A text that the investigation has read gives orders. */
  ordered: boolean;
}

/** Whether Scout may resolve a case that is held, by what is known of it now and the policy in force. */
export async function decide(ctx: TxCtx, of: Case, gathered: Gathered, found: Found, policy: ScoutParameters) {
  return mayResolve(await resolveFactsOf(ctx, of, gathered, found), policy);
}

async function resolveFactsOf(
  ctx: TxCtx,
  of: Case,
  { vip, seen, commands, devices, similar }: Gathered,
  { verdict, ordered }: Found,
): Promise<ResolveFacts> {
  const { severity, category, stage, createdBy, tags } = of;
  return {
    ...{ severity, category, vip },
    ...{ verdict: seen.verdict, anyMalicious: seen.anyMalicious, anySuspicious: seen.anySuspicious },
    unjudged: seen.unjudged,
    ...{ userReport: seen.userReport, factorChange: seen.factorChange, found: verdict },
    // What another look at its texts has found counts, too.
    ordered: ordered || tags.includes(INJECTION_TAG),
    ...{ badCommand: commands.bad, unknownCommands: commands.unknown, unreadCommands: commands.unread },
    ...{ accusation: commands.accusation, told: commands.told },
    ...{ infected: isInfected(devices), unknownDevices: devices.unknown },
    similar: {
      harmless: similar.items.filter((one) => similarSpeaks(one.verdict) === 'benign').length,
      attacked: similar.attacked || similar.items.some((one) => similarSpeaks(one.verdict) === 'suspicious'),
    },
    ...{ openedByPerson: createdBy.kind === 'user', onHold: stage === 'on_hold' },
    storm: await isOfStorm(ctx, of),
    underWay: await lookersUnderWay(ctx.tx, of.id),
  };
}

const isInfected = ({ items }: Gathered['devices']) => items.some(({ infected }) => infected === true);

async function isOfStorm({ tx }: TxCtx, { id }: Case): Promise<boolean> {
  const found = await tx
    .select({ id: storms.id })
    .from(storms)
    .where(inArray(storms.caseId, await familyOf(tx, id)))
    .limit(1);
  return found.length > 0;
}

/** Whether a case is to go to those who take malice, whatever the investigation made of it. */
export const isMalice = ({ seen, devices, commands }: Gathered, { verdict }: Found): boolean =>
  verdict === 'malicious' || seen.anyMalicious || isInfected(devices) || commands.malicious;
