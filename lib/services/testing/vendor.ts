import { randomUUID } from 'node:crypto';
import { lockCase } from '../cases/fetch.ts';
import type { NewEvent } from '../cases/insert-event.ts';
import type { CaseOrigin } from '../cases/open.ts';
import { type Received, type ReceiveInput, receiveEvent } from '../cases/receive-event.ts';
import { type Ctx, transact } from '../kernel/index.ts';
import { NOW } from './fixtures.ts';

/** An event of a Wiz issue, a delivery of its own. */
export function wizEvent(vendorId: string, more: Partial<NewEvent> = {}): NewEvent {
  return {
    vendor: 'wiz',
    vendorId,
    deliveryId: randomUUID(),
    title: 'Publicly exposed VM',
    at: NOW,
    receivedAt: NOW,
    raw: { issue: { id: vendorId } },
    summary: 'Wiz reports the issue OPEN',
    ...more,
  };
}

/** How a case of that issue came about. */
export function wizOrigin(objectKey: string, more: Partial<CaseOrigin> = {}): CaseOrigin {
  return { object: { connectorId: 'wiz', objectKey }, event: wizEvent(objectKey), observables: [], ...more };
}

/** Brings an event to a case. */
export const receiveOn = (ctx: Ctx, key: string, input: ReceiveInput): Promise<Received> =>
  transact(ctx, 'test.receive', async (tx) => receiveEvent(tx, await lockCase(tx, key, 'case.update'), input));
