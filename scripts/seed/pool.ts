import { createHash } from 'node:crypto';
import type { Random } from '#e2e/support/random.ts';
import { identityOf } from '#lib/domain/observables/index.ts';
import type { ObservableType, ObservableVerdict } from '#lib/domain/observables/types.ts';

/** How many values of a type come again and again. */
const SIZES: Partial<Record<ObservableType, number>> = {
  ipv4: 20_000,
  domain: 6_000,
  sha256: 2_000,
  url: 1_000,
  email: 2_000,
  user: 3_000,
  device: 6_000,
  cloud_resource: 4_000,
  cve: 800,
  file_name: 300,
};
/** The share of the other values, which one case has and no other. */
const RARE: Partial<Record<ObservableType, number>> = { sha256: 0.7, domain: 0.25, url: 0.6, email: 0.3 };

/** Normalised. The same number always gives the same value, in every run. */
const VALUES: Partial<Record<ObservableType, (n: number) => string>> = {
  ipv4: (n) => `198.18.${Math.floor(n / 250)}.${(n % 250) + 1}`,
  domain: (n) => `cdn-${n}.example`,
  sha256: (n) => sha256(`till image ${n}`),
  url: (n) => `https://files-${n}.example.net/get`,
  email: (n) => `news-${n}@example.org`,
  user: (n) => `employee-${String(n).padStart(5, '0')}`,
  device: (n) => `till-${String(n % 400).padStart(4, '0')}-${String(Math.floor(n / 400)).padStart(2, '0')}`,
  cloud_resource: (n) => `arn:aws:s3:::shop-${n}`,
  cve: (n) => `CVE-${2022 + (n % 4)}-${10_000 + n}`,
  file_name: (n) => `update-${n}.exe`,
};

const RARE_VALUES: Partial<Record<ObservableType, (secret: string) => string>> = {
  sha256: (secret) => sha256(secret),
  domain: (secret) => `${sha256(secret).slice(0, 20)}.example`,
  url: (secret) => `https://${sha256(secret).slice(0, 20)}.example.net/login`,
  email: (secret) => `${sha256(secret).slice(0, 20)}@example.org`,
};

export interface SeedValue {
  type: ObservableType;
  value: string;
  sha256: string;
  verdict: ObservableVerdict;
  /** Whether other cases have it too. */
  hot: boolean;
}

/** A value of a type: a few in very many cases, most in some, and others in one alone. `secret` is new each time. */
export function drawValue(random: Random, type: ObservableType, secret: () => string): SeedValue {
  if (random.next() < (RARE[type] ?? 0)) {
    const value = RARE_VALUES[type]!(secret());
    return { type, value, sha256: sha256(identityOf(type, value)), verdict: 'unknown', hot: false };
  }
  const size = SIZES[type] ?? 1;
  return hotValue(type, Math.floor(size * random.next() ** 3));
}

const made = new Map<ObservableType, SeedValue[]>();

function hotValue(type: ObservableType, n: number): SeedValue {
  const same = made.get(type) ?? [];
  if (same.length === 0) made.set(type, same);
  const known = same[n];
  if (known) return known;
  const value = VALUES[type]!(n);
  const found: SeedValue = {
    type,
    value,
    sha256: sha256(identityOf(type, value)),
    verdict: verdictOf(type, n),
    hot: true,
  };
  same[n] = found;
  return found;
}

/** Every value that may come again. */
export function hotValues(): SeedValue[] {
  return (Object.entries(SIZES) as [ObservableType, number][]).flatMap(([type, size]) =>
    Array.from({ length: size }, (_, n) => hotValue(type, n)),
  );
}

/** Our own devices and people have none. */
const JUDGED: readonly ObservableType[] = ['ipv4', 'domain', 'sha256', 'url', 'email'];

function verdictOf(type: ObservableType, n: number): ObservableVerdict {
  if (!JUDGED.includes(type)) return 'unknown';
  const share = (n * 7) % 100;
  if (share < 5) return 'malicious';
  if (share < 11) return 'suspicious';
  return share < 30 ? 'benign' : 'unknown';
}

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
