import { expect, test } from 'vitest';
import { HostCache } from './host-cache.ts';
import { publicHost } from './hosts.ts';

test('answers the same the first, second and third time, for more hosts than there are slots', () => {
  const words = Array.from({ length: 500 }, (_, i) => (i % 3 === 0 ? `n${i}.invalid` : `h${i}.evil${i % 7}.com`));
  const text = words.join(' ');
  const cache = new HostCache(text);
  for (let round = 0; round < 3; round++) {
    let start = 0;
    for (const word of words) {
      expect(cache.get(start, start + word.length)).toEqual(publicHost(word));
      start += word.length + 1;
    }
  }
});
