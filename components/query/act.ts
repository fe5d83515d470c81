'use client';

import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useToast } from '#components/ui/toast.tsx';
import { ApiError, messageOf } from './api.ts';

/**
 * An act on the server whose failure is told in a toast, and which makes the queries under `stale` fetch again. `act` never throws: undefined
 * says that it failed. With `inline` the caller shows the error itself, from `error`.
 */
export function useAct<Input, Output>(
  send: (input: Input) => Promise<Output>,
  {
    stale = [],
    done,
    inline = false,
  }: { stale?: readonly QueryKey[]; done?: (output: Output, input: Input) => void; inline?: boolean } = {},
) {
  const toast = useToast();
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: send,
    onSuccess: (output, input) => {
      for (const queryKey of stale) void client.invalidateQueries({ queryKey });
      done?.(output, input);
    },
    onError: (error) => {
      if (!inline) toast({ ...messageOf(error), tone: 'critical' });
    },
  });
  return {
    act: (input: Input): Promise<Output | undefined> => mutation.mutateAsync(input).catch(() => undefined),
    busy: mutation.isPending,
    error: mutation.error,
    /** What the server says is wrong with one field of the body. */
    field: (name: string) => (mutation.error instanceof ApiError ? mutation.error.field(name) : undefined),
    reset: mutation.reset,
    result: mutation.data,
    input: mutation.variables,
  };
}
