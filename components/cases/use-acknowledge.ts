'use client';

import { isOpen, type Stage } from '#lib/domain/case-state.ts';
import { useMay } from '../query/me.ts';
import { useToast } from '../ui/toast.tsx';
import { useChangeCase } from './change.tsx';

interface Acknowledgeable {
  key: string;
  stage: Stage;
  acknowledgedAt: string | null;
}

/** What acknowledges a case; undefined where that is done, the case is over, or the member may not. */
export function useAcknowledge(): (item: Acknowledgeable | undefined) => (() => void) | undefined {
  const change = useChangeCase();
  const toast = useToast();
  const may = useMay('case.update');
  return (item) => {
    if (!may || !item || item.acknowledgedAt || !isOpen(item.stage)) return undefined;
    return () =>
      void change(item.key, { kind: 'acknowledge' }).then(
        (done) => done && toast({ title: `${item.key} is acknowledged`, tone: 'ok' }),
      );
  };
}
