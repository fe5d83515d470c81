import { expect, test } from 'vitest';
import { handOver, type OutgoingEvent } from './hand-over.ts';

const events = (...ids: string[]): OutgoingEvent[] => ids.map((id) => ({ id, name: 'a/b', data: {}, ts: 1 }));
const failWith = (error: (id: string) => Error | undefined) => async (batch: OutgoingEvent[]) => {
  for (const { id } of batch) {
    const failure = error(id);
    if (failure) throw failure;
  }
};
const coded = (code: string) => Object.assign(new Error(code), { code });

test('all at once where nothing is wrong', async () => {
  let calls = 0;
  const done = await handOver(events('a', 'b', 'c'), async () => {
    calls += 1;
  });
  expect([done, calls]).toEqual([{ sent: ['a', 'b', 'c'], refused: [], problem: null }, 1]);
});

test.each([
  ['an error of the event itself', Object.assign(new Error('too large'), { name: 'EventError' })],
  ['a value that Postgres does not store', Object.assign(new Error('failed'), { cause: coded('22P05') })],
])('%s is refused at once, also when it is alone', async (_, error) => {
  for (const ids of [['bad'], ['bad', 'a', 'b']]) {
    const done = await handOver(
      events(...ids),
      failWith((id) => (id === 'bad' ? error : undefined)),
    );
    expect(done).toEqual({ sent: ids.slice(1), refused: [{ id: 'bad', error }], problem: null });
  }
});

test('an unknown error is refused only while others are taken', async () => {
  const error = new Error('who knows');
  const send = failWith((id) => (id.startsWith('bad') ? error : undefined));
  expect(await handOver(events('bad1', 'bad2', 'a'), send)).toEqual({
    sent: ['a'],
    refused: [
      { id: 'bad1', error },
      { id: 'bad2', error },
    ],
    problem: null,
  });
  expect(await handOver(events('bad1'), send)).toEqual({ sent: [], refused: [], problem: error });
  expect(await handOver(events('bad1', 'bad2'), send)).toEqual({ sent: [], refused: [], problem: error });
});

test('what fails once is sent in the second pass', async () => {
  let tries = 0;
  const send = failWith((id) => (id === 'slow' && ++tries < 3 ? new Error('deadlock') : undefined));
  expect(await handOver(events('slow', 'a'), send)).toEqual({ sent: ['a', 'slow'], refused: [], problem: null });
});

test.each(['ECONNREFUSED', '57P01', '08006', 'UND_ERR_SOCKET'])(
  '%s: nobody is refused, the rest waits',
  async (code) => {
    const error = coded(code);
    let up = true;
    const send = async (batch: OutgoingEvent[]) => {
      if (batch.length > 1) throw new Error('one of them');
      if (batch[0]!.id === 'b') up = false;
      if (!up) throw error;
    };
    expect(await handOver(events('a', 'b', 'c'), send)).toEqual({ sent: ['a'], refused: [], problem: error });
  },
);
