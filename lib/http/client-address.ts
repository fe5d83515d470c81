import ipaddr from 'ipaddr.js';

/** The header in which the server tells its routes whose socket a request came by. It is set on every request: nobody else's value arrives. */
export const PEER_HEADER = 'x-watchfloor-peer';

/**
 * Where a request came from: the address of its socket. A peer on a private network may be a proxy of ours, which put the address of its own
 * peer last: then both are told, `203.0.113.9 via 10.0.0.2`, because only the second is certain. Null where no socket is known.
 */
export function clientAddress(headers: Headers): string | null {
  const peer = plain(headers.get(PEER_HEADER));
  if (peer === null || !isPrivate(peer)) return peer;
  const forwarded = plain(headers.get('x-forwarded-for')?.split(',').at(-1) ?? null);
  return forwarded === null || forwarded === peer ? peer : `${forwarded} via ${peer}`;
}

/** An address as it is usually written; null for what is none. */
function plain(text: string | null): string | null {
  const address = text?.trim() ?? '';
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : null;
}

/** Where a proxy of the house can stand. */
const PRIVATE = new Set(['private', 'loopback', 'uniqueLocal', 'linkLocal', 'carrierGradeNat']);

const isPrivate = (address: string) => PRIVATE.has(ipaddr.process(address).range());
