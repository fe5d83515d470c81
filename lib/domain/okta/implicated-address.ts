import { normalise } from '../observables/normalise.ts';
import type { OktaEvent } from './event.ts';
import { USER_REPORT } from './suspicious-events.ts';

export interface OktaAddress {
  type: 'ipv4' | 'ipv6';
  value: string;
}

/** Where an event names the address that did it. */
export type AddressOrigin = 'reported_sign_in' | 'client' | 'ip_chain';

export interface OktaAddresses {
  implicated: (OktaAddress & { from: AddressOrigin }) | null;
  /** The address of the person it happened to, where the event tells it apart. */
  victim: OktaAddress | null;
}

/**
 * The address that an event accuses. In a user's report `client.ipAddress` is the victim, who clicked "report", and the address of the
 * reported sign-in stands in the debug data: without it nobody is accused. In every other event the client did it.
 */
export function addressesOf({
  eventType,
  client,
  debugContext,
  request,
}: Pick<OktaEvent, 'eventType' | 'client' | 'debugContext' | 'request'>): OktaAddresses {
  const caller = addressOf(client.ipAddress);
  if (eventType === USER_REPORT) {
    const reported = addressOf(debugContext.debugData.suspiciousActivityEventIp);
    const same = reported !== null && reported.value === caller?.value;
    return { implicated: reported && { ...reported, from: 'reported_sign_in' }, victim: same ? null : caller };
  }
  if (caller) return { implicated: { ...caller, from: 'client' }, victim: null };
  const first = request.ipChain.map(({ ip }) => addressOf(ip)).find((address) => address !== null);
  return { implicated: first ? { ...first, from: 'ip_chain' } : null, victim: null };
}

function addressOf(text: string | null): OktaAddress | null {
  if (text === null) return null;
  for (const type of ['ipv4', 'ipv6'] as const) {
    const value = normalise(type, text);
    if (value !== null) return { type, value };
  }
  return null;
}
