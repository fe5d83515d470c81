import { afterEach, expect, test, vi } from 'vitest';
import { holdConnection } from './connection.ts';

afterEach(() => vi.unstubAllGlobals());

test('a reset is told with the id to go on after, changes as they come', async () => {
  const text =
    'id: 7-0\nevent: hello\ndata: {}\n\nid: 7-0\nevent: reset\ndata: {}\n\nid: 8-1\nevent: change\ndata: {"name":"x"}\n\n';
  vi.stubGlobal('fetch', async () => new Response(text));
  const end = new AbortController();
  const heard: unknown[] = [];
  await holdConnection(end.signal, () => '1-0', {
    onChange: (data, id) => {
      heard.push(['change', data, id]);
      end.abort();
    },
    onReset: (id) => heard.push(['reset', id]),
    onGap: () => heard.push('gap'),
    onState: () => {},
  });
  expect(heard).toEqual([
    ['reset', '7-0'],
    ['change', '{"name":"x"}', '8-1'],
  ]);
});
