import dns from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { type AllowedNetworks, isAllowed, parseNetworks, refusalOf } from './address.ts';

/** Thrown at connect time: the host is, or resolves only to, addresses that a connector must not reach. */
export class RefusedAddressError extends Error {
  override readonly name = 'RefusedAddressError';
}

export interface AgentOptions {
  /** CIDR ranges that may be reached although they are not public, and without TLS. */
  allowedNetworks: readonly string[];
  connectMs: number;
  /** Resolves host names; the system's resolver by default. */
  lookup?: LookupFunction;
}

const pools = new WeakMap<LookupFunction, Map<string, Agent>>();
const systemLookup = dns.lookup as LookupFunction;

/** The pooled undici agent for these options. Equal options share connections; nothing else depends on the pool. */
export function agentFor(options: AgentOptions): Agent {
  const lookup = options.lookup ?? systemLookup;
  const pool = pools.get(lookup) ?? new Map<string, Agent>();
  pools.set(lookup, pool);
  const key = JSON.stringify([options.connectMs, options.allowedNetworks]);
  const agent = pool.get(key) ?? guardedAgent(lookup, options);
  pool.set(key, agent);
  return agent;
}

/**
 * Checks each address at the moment of connecting, in the look-up that the socket itself uses, so that the address
 * that was checked is the address that is connected (no second look-up for a rebinding name server to answer).
 */
function guardedAgent(lookup: LookupFunction, options: AgentOptions): Agent {
  const allowed = parseNetworks(options.allowedNetworks);
  const connectors = { 'https:': connector(refusalOf), 'http:': connector(plainRefusal) };

  function connector(judge: Judge): buildConnector.connector {
    const connect = buildConnector({
      timeout: options.connectMs,
      allowH2: false,
      lookup: guardedLookup(lookup, (address) => judge(address, allowed)),
    });
    return (target, callback) => {
      // A socket asks no look-up about a literal address. The URL parser has already turned 0x7f.1 or 2130706433 into 127.0.0.1.
      const why = isIP(target.hostname) ? judge(target.hostname, allowed) : null;
      if (why) callback(new RefusedAddressError(`${target.hostname} is ${why}`), null);
      else connect(target, callback);
    };
  }

  return new Agent({
    connect: (target, callback) => connectors[target.protocol === 'https:' ? 'https:' : 'http:'](target, callback),
  });
}

type Judge = (address: string, allowed: AllowedNetworks) => string | null;

/** Credentials never cross the public Internet in the clear: without TLS only an allowed network is reached. */
const plainRefusal: Judge = (address, allowed) => {
  if (isAllowed(address, allowed)) return null;
  return refusalOf(address, allowed) ?? 'reached by http:// and not in an allowed network; use https://';
};

function guardedLookup(lookup: LookupFunction, refusal: (address: string) => string | null): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, []);
      const addresses = Array.isArray(found) ? found : [{ address: found, family: isIP(found) }];
      const usable = addresses.filter(({ address }) => refusal(address) === null);
      const [first] = usable;
      if (!first) {
        const [{ address } = { address: '' }] = addresses;
        return callback(new RefusedAddressError(`${hostname} resolves to ${address}, ${refusal(address)}`), []);
      }
      if (options.all) callback(null, usable);
      else callback(null, first.address, first.family);
    });
  };
}
