import { beforeAll, expect } from 'vitest';
import type { Member } from '../../db/schema/index.ts';
import type { Choices } from '../../domain/access/choices.ts';
import { SYSTEM } from '../../domain/actor.ts';
import { requestAccess } from '../access/create.ts';
import { approveRequest } from '../access/decide.ts';
import { findRequest } from '../access/fetch.ts';
import { beginGrant, confirmGrant } from '../access/grant.ts';
import { offerMacs } from '../access/offer-macs.ts';
import { beginRevocation, confirmRevocation } from '../access/revoke.ts';
import { settlePerson } from '../access/settle-person.ts';
import { as, ctxOf, type Floor, member, NOW } from './fixtures.ts';

export const REASON = 'Install the driver of the label printer';

/** Somebody with a Mac. */
export interface MacUser {
  who: Member;
  /** In lower case. */
  email: string;
  deviceId: string;
}

/** The ways of a request, for a test file: what people and the vendor do in the order in which it comes about. */
export function accessActs(floor: Floor) {
  let approving: Member;
  let count = 0;
  beforeAll(async () => {
    approving = await member(floor.db, { name: 'Paola', role: 'approver' });
  });
  const system = (now: Date) => ctxOf(floor.db, SYSTEM, now);

  async function person(fields: Parameters<typeof member>[1] = {}): Promise<MacUser> {
    count += 1;
    const who = await member(floor.db, { name: `Rita ${count}`, role: 'requester', ...fields });
    return { who, email: who.email.toLowerCase(), deviceId: String(1000 + count) };
  }

  const found = ({ deviceId }: Pick<MacUser, 'deviceId'>): Choices => ({
    choices: [
      {
        ...{ id: `${deviceId}@roma`, deviceId, deviceName: `MBA-${deviceId}`, serialNumber: 'C02', model: 'Air' },
        ...{ store: { key: 'roma', name: 'Roma 12' }, storeBy: 'network' },
      },
    ],
    refused: [],
  });

  const ask = ({ who, email }: MacUser, now = NOW, more: { deviceId?: string } = {}) =>
    requestAccess({ ctx: ctxOf(floor.db, as(who), now), input: { email, reason: REASON, ...more } });

  /** The person is found: what is asked next is asked. */
  const settle = (id: string, { who, email }: MacUser, now = NOW) =>
    settlePerson({
      ctx: system(now),
      input: { id, requester: null, beneficiary: { slackId: null, name: who.name, email } },
    });

  /** A request that waits for a decision. */
  async function waiting(some: MacUser, now = NOW): Promise<string> {
    const { id } = await ask(some, now);
    await settle(id, some, now);
    await offerMacs({ ctx: system(now), input: { id, ...found(some) } });
    expect((await findRequest(floor.db, SYSTEM, id)).step).toBe('approval');
    return id;
  }

  const approve = (id: string, now = NOW) =>
    approveRequest({ ctx: ctxOf(floor.db, as(approving), now), input: { id, body: {} } });

  async function granted(some: MacUser, now = NOW): Promise<string> {
    const id = await waiting(some, now);
    await approve(id, now);
    await beginGrant({ ctx: system(now), input: { id, groupId: '88' } });
    await confirmGrant({ ctx: system(now), input: { id, lastContactAt: null } });
    return id;
  }

  /** Takes what is due back, and the vendor confirms it. */
  async function takeBack(id: string, now: Date): Promise<void> {
    await beginRevocation({ ctx: system(now), input: { id } });
    await confirmRevocation({ ctx: system(now), input: { id, lastContactAt: null, deviceGone: false } });
  }

  return { person, found, ask, settle, waiting, approve, granted, takeBack, approver: () => approving };
}
