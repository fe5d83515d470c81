/** Canonical dotted quad, or null. A leading zero is refused: some systems read `010` as eight. */
export function parseIpv4(text: string): string | null {
  if (text.length < 7 || text.length > 15) return null;
  let octet = -1;
  let dots = 0;
  let digits = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 46) {
      if (octet < 0) return null;
      dots++;
      octet = -1;
      digits = 0;
    } else if (c >= 48 && c <= 57) {
      if (octet === 0 && digits > 0) return null;
      octet = Math.max(octet, 0) * 10 + c - 48;
      digits++;
      if (octet > 255) return null;
    } else return null;
  }
  return dots === 3 && octet >= 0 ? text : null;
}

/** The eight 16-bit groups of an IPv6 address (RFC 4291 text forms, without zone), or null. */
export function parseIpv6(text: string): number[] | null {
  if (text.length < 2 || text.length > 45) return null;
  const groups: number[] = [];
  let gap = -1;
  let i = 0;
  if (text.startsWith('::')) {
    gap = 0;
    i = 2;
  }
  while (i < text.length) {
    let end = i;
    let value = 0;
    while (end < text.length && end - i < 5) {
      const digit = hexValue(text.charCodeAt(end));
      if (digit < 0) break;
      value = value * 16 + digit;
      end++;
    }
    if (text[end] === '.') {
      const quad = parseIpv4(text.slice(i));
      if (!quad) return null;
      const [a, b, c, d] = quad.split('.').map(Number) as [number, number, number, number];
      groups.push(a * 256 + b, c * 256 + d);
      break;
    }
    if (end === i || end - i > 4) return null;
    groups.push(value);
    i = end;
    if (i === text.length) break;
    if (text[i] !== ':') return null;
    i++;
    if (text[i] === ':') {
      if (gap >= 0) return null;
      gap = groups.length;
      i++;
    } else if (i === text.length) return null;
    if (groups.length > 8) return null;
  }
  if (gap < 0) return groups.length === 8 ? groups : null;
  if (groups.length > 7) return null;
  // Behind the gap the groups move to the end; what they leave is zero.
  for (let from = groups.length - 1, to = 7; to >= gap; to--) groups[to] = from >= gap ? groups[from--]! : 0;
  return groups;
}

/** RFC 5952 text: lower case, no leading zeros, the longest run of zeros as `::`, IPv4-mapped in mixed notation. */
export function formatIpv6(groups: number[]): string {
  const mapped = mappedIpv4(groups);
  if (mapped) return `::ffff:${mapped}`;
  let best = -1;
  let bestLength = 1;
  for (let i = 0; i < 8; i++) {
    let length = 0;
    while (i + length < 8 && groups[i + length] === 0) length++;
    if (length > bestLength) {
      best = i;
      bestLength = length;
    }
    i += length;
  }
  let text = '';
  for (let i = 0; i < 8; i++) {
    if (i === best) {
      text += '::';
      i += bestLength - 1;
    } else {
      if (i > 0 && i !== best + bestLength) text += ':';
      text += groups[i]!.toString(16);
    }
  }
  return text;
}

/** The IPv4 address inside of `::ffff:0:0/96`, or null. */
export function mappedIpv4(groups: number[]): string | null {
  if (groups[5] !== 0xffff || groups[0] || groups[1] || groups[2] || groups[3] || groups[4]) return null;
  const high = groups[6] as number;
  const low = groups[7] as number;
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}

function hexValue(c: number): number {
  if (c >= 48 && c <= 57) return c - 48;
  const letter = c | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}
