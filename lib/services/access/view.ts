import { and, inArray } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type AccessRequest, cases } from '../../db/schema/index.ts';
import { barToDecide } from '../../domain/access/decide.ts';
import { standingOf } from '../../domain/access/standing.ts';
import type { Actor } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { accessTo } from '../../domain/permissions.ts';
import type { AccessRequestView } from '../../domain/views/access.ts';
import { visibleCases } from '../kernel/index.ts';
import { concerned, deciderFrom } from './decide.ts';
import { mayWithdraw } from './end.ts';
import type { AccessParameters } from './parameters.ts';
import { isBeneficiary, memberBehind } from './people.ts';

type May = AccessRequestView['may'][number];

/** Requests as the API shows them, in the order given, with what the reader may do with each. */
export async function accessViews(
  db: Db | Tx,
  actor: Actor,
  rows: readonly AccessRequest[],
  { approverGroup }: Pick<AccessParameters, 'approverGroup'>,
): Promise<AccessRequestView[]> {
  if (rows.length === 0) return [];
  const decider = await deciderOf(db, actor);
  const keys = await lateCases(db, actor, rows);
  return rows.map((row) => {
    const bar = decider === null ? NOT_ASKED : barToDecide(decider, concerned(row), approverGroup);
    return { ...factsOf(row), lateCase: keys.get(row.lateCaseId ?? '') ?? null, ...offersOf(actor, row, bar) };
  });
}

const NOT_ASKED = 'Only people and programs decide about access.';

async function deciderOf(db: Db | Tx, actor: Actor) {
  if (actor.kind !== 'user' && actor.kind !== 'api_key') return null;
  return deciderFrom(actor, await memberBehind(db, actor));
}

/** The cases that were opened because a right was late, as far as the reader may see them. */
async function lateCases(db: Db | Tx, actor: Actor, rows: readonly AccessRequest[]): Promise<Map<string, string>> {
  const ids = rows.map(({ lateCaseId }) => lateCaseId).filter((id) => id !== null);
  if (ids.length === 0) return new Map();
  const found = await db
    .select({ id: cases.id, number: cases.number })
    .from(cases)
    .where(and(inArray(cases.id, ids), visibleCases(actor)));
  return new Map(found.map(({ id, number }) => [id, keyOf(number)]));
}

function offersOf(actor: Actor, row: AccessRequest, bar: string | null): Pick<AccessRequestView, 'may' | 'barred'> {
  const decidable = row.state === 'requested';
  const ready = row.step === 'approval' || (row.deviceId !== null && row.reason !== null && row.consentedAt !== null);
  const held = row.state === 'granted' || row.state === 'approved';
  const own = mayWithdraw(actor, row);
  const decides = 'role' in actor && accessTo(actor.role, 'access.decide') === 'yes';
  const revokes =
    own || (actor.kind !== 'vendor' && (!('role' in actor) || accessTo(actor.role, 'access.revoke') === 'yes'));
  const able: [May, boolean][] = [
    ['approve', decidable && ready && bar === null],
    ['deny', decidable && bar === null],
    ['revoke', held && revokes],
    ['cancel', decidable && own],
    ['consent', decidable && row.step === 'consent' && isBeneficiary(actor, row)],
    ['pick', decidable && row.step === 'mac' && isBeneficiary(actor, row)],
  ];
  return { may: able.filter(([, yes]) => yes).map(([name]) => name), barred: decidable && decides ? bar : null };
}

function factsOf(row: AccessRequest): Omit<AccessRequestView, 'lateCase' | 'may' | 'barred'> {
  return {
    id: row.id,
    state: row.state,
    waitsFor: row.step,
    source: row.source,
    requester: { name: row.requesterName, email: row.requesterEmail },
    beneficiary: {
      name: row.beneficiaryName ?? row.beneficiaryEmail ?? (row.askedFor || row.requesterName),
      email: row.beneficiaryEmail,
    },
    reason: row.reason,
    minutes: row.minutes,
    device: row.deviceId === null ? null : deviceOf(row, row.deviceId),
    store: row.storeKey === null ? null : { key: row.storeKey, name: row.storeName ?? row.storeKey, by: row.storeBy },
    choices: row.step === 'mac' ? row.choices : [],
    createdAt: row.createdAt.toISOString(),
    expiresAt: iso(row.expiresAt),
    decision:
      row.decidedBy && row.decidedAt
        ? { by: row.decidedBy, at: row.decidedAt.toISOString(), note: row.decisionNote }
        : null,
    askedAt: iso(row.askedAt),
    grantedAt: iso(row.grantedAt),
    endsAt: row.grantedAt ? iso(row.endsAt) : null,
    revokedAt: iso(row.revokedAt),
    returnedAt: iso(row.returnedAt),
    note: row.note,
    problem: row.problem,
    attempts: row.attempts,
    late: row.lateAt !== null,
    standing: standingOf(row),
    lastContactAt: iso(row.lastContactAt),
  };
}

const deviceOf = ({ deviceName, deviceSerial }: AccessRequest, id: string) => ({
  id,
  name: deviceName ?? id,
  serialNumber: deviceSerial ?? '',
});

const iso = (at: Date | null) => at?.toISOString() ?? null;
