'use client';

import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useAct } from '#components/query/act.ts';
import { api } from '#components/query/api.ts';
import { Button } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
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
          <Result check={check.result} noted={check.input ?? null} />
          <NotedSeal busy={check.busy} onCheck={(hash) => void check.act(hash)} />
        </Dialog>
      )}
    </>
  );
}

/** Asks whether a seal that was noted earlier still stands: a chain whose end was cut off fits in itself. */
function NotedSeal({ busy, onCheck }: { busy: boolean; onCheck: (hash: string) => void }) {
  const [hash, setHash] = useState('');
  return (
    <form
      className="mt-4 flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onCheck(hash.trim());
      }}
    >
      <Field
        label="A seal that you noted"
        hint="Its hash, from here or from the worker’s log. Without one nobody can tell whether the newest rows were cut off."
      >
        <Input value={hash} onChange={(event) => setHash(event.target.value)} mono />
      </Field>
      <div>
        <Button type="submit" busy={busy} disabled={!hash.trim()}>
          Check against it
        </Button>
      </div>
    </form>
  );
}

/** All parts of the chain as one answer: that of the last part, with the sums of all. `noted` is the hash of a seal. */
async function checkAll(noted: string | undefined): Promise<AuditCheck> {
  let sum = { seals: 0, rows: 0 };
  let cursor: string | null = null;
  for (;;) {
    const part: AuditCheck = await api.get<AuditCheck>('audit/verify', { cursor, head: noted });
    sum = { seals: sum.seals + part.seals, rows: sum.rows + part.rows };
    cursor = part.nextCursor;
    if (cursor === null) return { ...part, ...sum };
  }
}

const count = (value: number, noun: string) => `${value.toLocaleString('en')} ${noun}${value === 1 ? '' : 's'}`;

function Result({ check, noted }: { check: AuditCheck; noted: string | null }) {
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
      {ok && noted && (
        <p className="text-ink-2">The seal that you noted stands in the chain: its end was not cut off before it.</p>
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
          Seal {head.seal}, the newest, covers the rows up to number {head.toSeq}. Note it outside of this system:{' '}
          <CopyButton text={head.hash} label="Copy the hash" className="break-all text-left font-mono text-sm">
            {head.hash}
          </CopyButton>
        </p>
      )}
    </div>
  );
}
