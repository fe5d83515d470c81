/** Names of more than 253 characters exist nowhere. */
const LONGEST_NAME = 253;

/**
 * The query for devices with this name, with or without a domain behind it. The name comes from an alert: every sign that means something in the query
 * language or in a regular expression is written by its number.
 */
export function hostnameQuery(name: string): string {
  return `("specific_data.data.hostname" == regex("^${escaped(name.slice(0, LONGEST_NAME))}(\\.|$)", "i"))`;
}

/** The query for devices of which a network interface has this address: a whole one in its canonical form, which holds no sign that means anything. */
export function addressQuery(address: string): string {
  return `("specific_data.data.network_interfaces.ips" == "${address}")`;
}

function escaped(name: string): string {
  return name.replace(/[^\p{L}\p{N}_]/gu, (sign) => {
    if (sign === '-' || sign === '.') return `\\${sign}`;
    // What has no number of two digits is left to fit any one sign; the names that come are compared anyway.
    const code = sign.codePointAt(0)!;
    return code < 0x80 ? `\\x${code.toString(16).padStart(2, '0')}` : '.';
  });
}
