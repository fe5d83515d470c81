import dns from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isAllowed, parseNetworks, refusalOf } from '../http/address.ts';
import { ConnectorError } from '../http.ts';

export interface MailHost {
  address: string;
  /** In a network that may be reached without TLS. */
  trusted: boolean;
}

/**
 * The addresses of a mail host that may be reached, checked like those of every call: public, or in an allowed network. The address that was
 * checked is the one to connect to. Throws `refused` where none may, `transient` where the name is not known now.
 */
export async function reachable(
  host: string,
  allowedNetworks: readonly string[],
  lookup: LookupFunction = dns.lookup as LookupFunction,
): Promise<MailHost[]> {
  const allowed = parseNetworks(allowedNetworks);
  const addresses = isIP(host) ? [host] : await resolve(host, lookup);
  const usable = addresses.filter((address) => refusalOf(address, allowed) === null);
  const [first = ''] = addresses;
  if (usable.length === 0) {
    const message = `not called: ${host === first ? host : `${host} resolves to ${first}, which`} is ${refusalOf(first, allowed)}`;
    throw new ConnectorError({ class: 'refused', vendor: 'E-mail', message });
  }
  return usable.map((address) => ({ address, trusted: isAllowed(address, allowed) }));
}

function resolve(host: string, lookup: LookupFunction): Promise<string[]> {
  return new Promise((done, fail) => {
    lookup(host, { all: true }, (error, found) => {
      const addresses = Array.isArray(found) ? found.map(({ address }) => address) : [found];
      if (!error && addresses.length > 0) return done(addresses);
      const message = `the name ${host} could not be resolved (${error?.code ?? 'no address'})`;
      fail(new ConnectorError({ class: 'transient', vendor: 'E-mail', message }));
    });
  });
}
