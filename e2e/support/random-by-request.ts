import { type Random, randomOf } from './random.ts';

/**
 * Numbers for each request by the seed, its method and path, and how often that was asked before: whichever of several requests comes first, the
 * third of a path fares as it did in every other run of the seed.
 */
export function randomByRequest(seed: number): (request: { method: string; path: string }) => Random {
  const times = new Map<string, number>();
  return ({ method, path }) => {
    const name = `${method} ${path}`;
    const before = times.get(name) ?? 0;
    times.set(name, before + 1);
    return randomOf(hashOf(`${seed} ${name} ${before}`));
  };
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
