import { expect, test } from 'vitest';
import { sseReader } from './sse.ts';

test('events, comments, ids that stay, data of several lines', () => {
  const read = sseReader();
  const events = read(': beat\n\nid: 7\nevent: change\ndata: {"a":1}\n\ndata: one\ndata:two\n\n');
  expect(events).toEqual([
    { event: 'change', data: '{"a":1}', id: '7' },
    { event: 'message', data: 'one\ntwo', id: '7' },
  ]);
});

test('cut anywhere, also between CR and LF, the events are the same', () => {
  const text = 'id: 1\r\nevent: hello\r\ndata: x\r\n\r\n: c\r\ndata: y\r\n\r\n';
  const whole = sseReader()(text);
  expect(whole).toHaveLength(2);
  for (let cut = 1; cut < text.length; cut++) {
    const read = sseReader();
    expect([...read(text.slice(0, cut)), ...read(text.slice(cut))]).toEqual(whole);
  }
});

test('an event without data is none', () => {
  expect(sseReader()('event: hello\n\n')).toEqual([]);
});
