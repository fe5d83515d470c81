'use client';

import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useAct } from '#components/query/act.ts';
import { api } from '#components/query/api.ts';
import { Button } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { exactTime } from '#components/ui/relative-time.tsx';
import type { AuditCheck } from '#lib/domain/views/audit.ts';

/** Checks the whole chain, part by part, and says what was found. */
export function VerifyChain() {
  const [open, setOpen] = useState(false);
  const check = useAct(checkAll, { done: () => setOpen(true) });
  return (
    <>
      <Button busy={check.busy} onClick={() => void check.act(undefined)}>
        <ShieldCheck aria-hidden /> Verify
      </Button>
      {check.result && (
        <Dialog open={open} onOpenChange={setOpen} title="Is the log as it was written?">
          <Result check={check.result} />
        </Dialog>
      )}
    </>
  );
}

/** All parts of the chain as one answer: that of the last part, with the sums of all. */
async function checkAll(): Promise<AuditCheck> {
  let sum = { seals: 0, rows: 0 };
  let cursor: string | null = null;
  for (;;) {
    const part: AuditCheck = await api.get<AuditCheck>('audit/verify', { cursor });
    sum = { seals: sum.seals + part.seals, rows: sum.rows + part.rows };
    cursor = part.nextCursor;
    if (cursor === null) return { ...part, ...sum };
  }
}

const count = (value: number, noun: string) => `${value.toLocaleString('en')} ${noun}${value === 1 ? '' : 's'}`;

function Result({ check }: { check: AuditCheck }) {
  const { ok, broken, rows, seals, head, unsealed } = check;
  return (
    <div className="flex flex-col gap-3" role="status">
      {ok ? (
        <p className="flex items-start gap-2 text-ok">
          <ShieldCheck aria-hidden className="mt-0.5 size-4 shrink-0" />
          Yes: {count(rows, 'row')} under {count(seals, 'seal')}, none changed, none gone, none added.
        </p>
      ) : (
        <p className="flex items-start gap-2 text-critical">
          <ShieldAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          No. {broken?.reason}
        </p>
      )}
      {broken && (
        <p className="text-ink-2">
          Seal {broken.seal} of {exactTime(broken.sealedAt)}, which covers the rows after number {broken.afterSeq} up to{' '}
          {broken.toSeq}.
        </p>
      )}
      {unsealed > 0 && <p className="text-ink-2">{count(unsealed, 'row')} of the last seconds not sealed yet.</p>}
      {head && (
        <p className="text-ink-2">
          The newest seal, to note outside of this system:{' '}
          <CopyButton text={head.hash} label="Copy the hash" className="break-all text-left font-mono text-sm">
            {head.hash}
          </CopyButton>
        </p>
      )}
    </div>
  );
}
