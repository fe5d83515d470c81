/**
 * Whether a case belongs to a sample of `percent` (0–100, to a hundredth). Only the key decides, so that a repeated run and another
 * process say the same, and who chooses the cases to look at cannot be asked for another draw.
 */
export function isSampled(caseKey: string, percent: number): boolean {
  return hash(caseKey) % 10_000 < Math.round(percent * 100);
}

/** FNV-1a over UTF-16 units, then murmur3's finaliser: keys that differ in one digit must not land side by side. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
