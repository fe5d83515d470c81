import { describe, expect, test } from 'vitest';
import { foundObservables } from './found-observables.ts';

const nothing = { observables: [], links: [] };
const seen = (found: ReturnType<typeof foundObservables>) => found.map(({ type, value }) => `${type} ${value}`);

describe('foundObservables', () => {
  test('joins what the mapping names with what stands in the body, none twice', () => {
    const body = { actorIP: '203.0.113.9', note: 'again from 203[.]0[.]113[.]9' };
    const observables = [{ type: 'ipv4' as const, value: '203.0.113.9', role: 'victim' as const }];
    const found = foundObservables(body, { ...nothing, observables });
    expect(found).toEqual([
      { type: 'ipv4', value: '203.0.113.9', role: 'implicated', paths: ['/actorIP', '/note', 'mapping'] },
    ]);
  });

  test('the vendor’s own page is a link, not an indicator', () => {
    const url = "https://app.wiz.io/threats#~(issue~'5f2c…)";
    const links = [{ title: 'Wiz threat', url }];
    expect(seen(foundObservables({ threatURL: ` ${url}` }, { ...nothing, links }))).toEqual([]);
  });

  test('but the same address in a text, or another one in such a field, is', () => {
    const links = [{ title: 'Console', url: 'https://console.example/x' }];
    const body = { url: 'https://evil.example/y', notes: 'see https://console.example/x' };
    expect(seen(foundObservables(body, { ...nothing, links }))).toEqual(
      expect.arrayContaining(['url https://evil.example/y', 'url https://console.example/x']),
    );
  });

  test('what any tool may write there is asked about, too', () => {
    const url = 'http://evil.example/payload.exe';
    const links = [{ title: 'Open at the source', url }];
    expect(foundObservables({ url }, { ...nothing, links }, { anySender: true })).toEqual([
      { type: 'url', value: url, role: 'related', paths: ['/url'] },
      { type: 'domain', value: 'evil.example', role: 'related', paths: ['/url'] },
    ]);
  });

  test('guesses the type of what the mapping leaves untyped, and drops what has none', () => {
    const observables = [{ value: 'EVIL[.]example.' }, { type: 'ipv4' as const, value: 'no address' }];
    expect(seen(foundObservables({}, { ...nothing, observables }))).toEqual(['domain evil.example']);
  });
});
