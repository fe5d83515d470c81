'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { messageOf } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { sendFile } from './send-file.ts';

export interface UploadState {
  id: number;
  name: string;
  /** 0 to 1. */
  share: number;
  /** Why it did not arrive. */
  error: string | null;
}

/** The uploads of a case that are on their way, or did not arrive; what has arrived is in the list. One after the other. */
export function useUploads(caseKey: string) {
  const client = useQueryClient();
  const [uploads, setUploads] = useState<UploadState[]>([]);
  const next = useRef(1);
  const stops = useRef(new Map<number, AbortController>());
  const last = useRef<Promise<unknown>>(Promise.resolve());

  const change = (id: number, to: Partial<UploadState>) =>
    setUploads((all) => all.map((one) => (one.id === id ? { ...one, ...to } : one)));
  const drop = (id: number) => {
    stops.current.get(id)?.abort();
    stops.current.delete(id);
    setUploads((all) => all.filter((one) => one.id !== id));
  };

  const send = async (id: number, file: File, malware: boolean) => {
    const stop = stops.current.get(id);
    if (!stop) return;
    try {
      const onProgress = (share: number) => change(id, { share });
      await sendFile(caseKey, file, { malware, onProgress, signal: stop.signal });
      drop(id);
      await client.invalidateQueries({ queryKey: keys.case(caseKey) });
    } catch (error) {
      const { title, detail } = messageOf(error);
      change(id, { error: detail || title });
    }
  };
  const add = (files: Iterable<File>, malware: boolean) => {
    for (const file of files) {
      const id = next.current++;
      stops.current.set(id, new AbortController());
      setUploads((all) => [...all, { id, name: file.name, share: 0, error: null }]);
      last.current = last.current.then(() => send(id, file, malware));
    }
  };
  return { uploads, add, drop };
}
