'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { keyOf, numberOf } from '#lib/domain/case.ts';
import type { CaseView } from '#lib/domain/views/case.ts';
import type { MergePreview } from '#lib/domain/views/evidence.ts';
import { useAct } from '../query/act.ts';
import { api, messageOf } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { useDebounced } from '../shell/use-debounced.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { useToast } from '../ui/toast.tsx';
import { MergeSummary } from './merge-summary.tsx';
import { useUnmerge } from './use-unmerge.ts';

/** Merging, seen before it is done. Afterwards one stands on the case that stays, and can take it back. */
export function MergeDialog({ caseKey, into, onClose }: { caseKey: string; into: string; onClose: () => void }) {
  const router = useRouter();
  const toast = useToast();
  const [text, setText] = useState(into);
  const number = numberOf(useDebounced(text, 200));
  const target = number === null ? null : keyOf(number);
  const preview = useQuery({
    queryKey: keys.mergePreview(caseKey, target ?? ''),
    queryFn: ({ signal }) => api.get<MergePreview>(`cases/${caseKey}/merge`, { into: target }, signal),
    enabled: target !== null,
  });
  const stale = [['case'], ['cases']];
  const undo = useUnmerge({ go: true });
  const { act, busy } = useAct(() => api.post<CaseView>(`cases/${caseKey}/merge`, { into: target }), {
    stale,
    done: ({ key }) => {
      onClose();
      // Where the live page of the old key leads as well, whichever of the two is first.
      router.push(`/cases/${key}?merged=${caseKey}`);
      toast({
        title: `${caseKey} is part of ${key} now`,
        tone: 'ok',
        action: { label: 'Undo', onPress: () => void undo.act(caseKey) },
      });
    },
  });
  const ready = preview.data !== undefined && preview.data.refused === null && target !== null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) void act(undefined);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={`Merge ${caseKey} into another case`}
      description="The other case keeps everything of both. It can be undone."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="go" busy={busy} disabled={!ready} onClick={submit}>
            {ready ? `Merge into ${target}` : 'Merge'}
          </Button>
        </>
      }
    >
      <form onSubmit={submit} className="flex flex-col gap-3">
        <Field
          label="Case that stays"
          error={target && preview.error ? (messageOf(preview.error).detail ?? messageOf(preview.error).title) : null}
        >
          <Input mono autoFocus placeholder="CASE-7" value={text} onChange={(event) => setText(event.target.value)} />
        </Field>
        <div role="status">{target && preview.data && <MergeSummary preview={preview.data} />}</div>
      </form>
    </Dialog>
  );
}
