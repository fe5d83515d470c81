'use client';

import type { QueryKey } from '@tanstack/react-query';
import { useAct } from '../query/act.ts';
import { api } from '../query/api.ts';
import { useToast } from '../ui/toast.tsx';

/**
 * Saves one setting from its dialog: a new one by POST to `list`, the one with `id` by PATCH. Once it is saved, a toast says so and the
 * dialog closes; what the server refuses is for the form to show (`error`, `field`).
 */
export function useSavedSetting<View extends object>({
  list,
  id,
  stale,
  nameOf,
  onClose,
}: {
  /** The API's path of all of them, such as `stores`. */
  list: string;
  /** Null: it is new. */
  id: string | null;
  stale: readonly QueryKey[];
  nameOf: (saved: View) => string;
  onClose: () => void;
}) {
  const toast = useToast();
  return useAct(
    (body: object) =>
      id === null ? api.post<View>(list, body) : api.patch<View>(`${list}/${encodeURIComponent(id)}`, body),
    {
      stale,
      inline: true,
      done: (saved) => {
        const retired = 'retired' in saved && saved.retired === true;
        toast({ title: retired ? `${nameOf(saved)} is retired` : `${nameOf(saved)} saved`, tone: 'ok' });
        onClose();
      },
    },
  );
}
