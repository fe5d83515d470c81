'use client';

import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import type { StreamMessage } from '#lib/domain/views/stream.ts';
import { holdConnection, type LiveState } from './connection.ts';
import { useMe } from './me.ts';
import { createRefresher, staleBy } from './refresh.ts';

const LiveContext = createContext<LiveState>('connecting');

/** Whether what is shown changes by itself now. */
export function useLive(): LiveState {
  return use(LiveContext);
}

const NAME = 'watchfloor-stream';

/** What the tab that holds the stream tells the others, and the one thing that they ask. */
type Word =
  | { kind: 'change'; message: StreamMessage; id: string }
  | { kind: 'state'; state: LiveState; id: string }
  | { kind: 'gap'; id: string }
  | { kind: 'ask' };

/**
 * One stream for all tabs: browsers allow six connections to an origin. The tab that gets the lock holds the stream and tells the others;
 * when it goes, the next in line takes over after the last id that it heard of. Without locks (plain http) each tab holds its own.
 */
export function StreamProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  const me = useMe();
  // Who must change the password first may read nothing else.
  const may = me !== undefined && !me.mustChangePassword;

  useEffect(() => {
    if (!may) return;
    const refresher = createRefresher(client);
    const channel = new BroadcastChannel(NAME);
    const end = new AbortController();
    let lastId = '';
    let current: LiveState = 'connecting';
    let leads = false;

    const hear = (word: Word) => {
      if (word.kind === 'change') {
        lastId = word.id || lastId;
        refresher.stale(staleBy(word.message));
      } else if (word.kind === 'state') {
        lastId = word.id || lastId;
        current = word.state;
        setState(word.state);
      } else if (word.kind === 'gap') {
        lastId = word.id || lastId;
        refresher.everything();
      } else if (leads) channel.postMessage({ kind: 'state', state: current, id: lastId } satisfies Word);
    };
    const tell = (word: Word) => {
      hear(word);
      if (locks) channel.postMessage(word);
    };
    const lead = async () => {
      leads = true;
      await holdConnection(end.signal, () => lastId, {
        onChange: (data, id) => {
          const message = parse(data);
          if (message) tell({ kind: 'change', message, id });
        },
        onState: (next) => tell({ kind: 'state', state: next, id: lastId }),
        onReset: (id) => tell({ kind: 'gap', id }),
        onGap: () => tell({ kind: 'gap', id: lastId }),
      });
    };

    const locks = navigator.locks as LockManager | undefined;
    channel.onmessage = (event: MessageEvent<Word>) => hear(event.data);
    if (locks) {
      channel.postMessage({ kind: 'ask' } satisfies Word);
      locks.request(NAME, { signal: end.signal }, lead).catch(() => undefined);
    } else void lead();

    return () => {
      end.abort();
      channel.close();
      refresher.stop();
    };
  }, [client, may]);

  return <LiveContext value={state}>{children}</LiveContext>;
}

function parse(data: string): StreamMessage | null {
  try {
    return JSON.parse(data) as StreamMessage;
  } catch {
    return null;
  }
}
