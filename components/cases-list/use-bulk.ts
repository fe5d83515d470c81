'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { BulkAnswer, BulkInput, BulkResult, UndoAnswer } from '#lib/domain/bulk.ts';
import type { CaseView } from '#lib/domain/views/case.ts';
import { mergeCase } from '../cases/cache.ts';
import { ApiError, api, messageOf } from '../query/api.ts';
import { useToast } from '../ui/toast.tsx';

export type BulkRequest = BulkInput['change'];

/** What the toast offers as long as the server takes it. */
const UNDO_MS = 10_000;

/**
 * Makes one change on many cases: shown at once, put back where it is refused, and taken back as a whole for ten seconds. Field errors of a form go to
 * `onRefused` instead of a toast. Answers what became of each case; null where nothing was done.
 */
export function useBulk() {
  const client = useQueryClient();
  const toast = useToast();

  const undo = useCallback(
    async (token: string) => {
      try {
        const { results, changed } = await api.post<UndoAnswer>(`cases/bulk/${token}/undo`);
        toast({ title: `${casesOf(changed)} as before`, ...refusalsOf(results) });
      } catch (error) {
        toast({ ...messageOf(error), tone: 'critical' });
      }
      void client.invalidateQueries({ queryKey: ['cases'] });
      void client.invalidateQueries({ queryKey: ['case-counts'] });
      void client.invalidateQueries({ queryKey: ['case'] });
    },
    [client, toast],
  );

  return useCallback(
    async (
      keys: readonly string[],
      change: BulkRequest,
      look: Partial<CaseView>,
      onRefused?: (error: ApiError) => void,
    ): Promise<BulkResult[] | null> => {
      await client.cancelQueries({ queryKey: ['cases', 'list'] });
      for (const key of keys) mergeCase(client, key, look);
      try {
        const { results, changed, undoToken } = await api.post<BulkAnswer>('cases/bulk', { keys, change });
        toast({
          title: changed === 0 ? 'Nothing has changed' : `${casesOf(changed)} changed`,
          ...refusalsOf(results),
          duration: UNDO_MS,
          ...(undoToken && { action: { label: 'Undo', onPress: () => void undo(undoToken) } }),
        });
        return results;
      } catch (error) {
        if (error instanceof ApiError && error.errors.length > 0 && onRefused) onRefused(error);
        else toast({ ...messageOf(error), tone: 'critical' });
        return null;
      } finally {
        // What was refused is put back by what the server says now.
        void client.invalidateQueries({ queryKey: ['cases'] });
        void client.invalidateQueries({ queryKey: ['case-counts'] });
        void client.invalidateQueries({ queryKey: ['case'] });
      }
    },
    [client, toast, undo],
  );
}

const casesOf = (count: number) => (count === 1 ? '1 case' : `${count.toLocaleString('en')} cases`);

/** How many were refused, and why the first one was. */
function refusalsOf(results: readonly BulkResult[]): { detail?: string; tone: 'ok' | 'critical' } {
  const refused = results.filter(({ outcome }) => outcome === 'refused');
  if (refused.length === 0) return { tone: 'ok' };
  return { tone: 'critical', detail: `${casesOf(refused.length)} refused: ${refused[0]!.reason}` };
}
