'use client';

import { useState } from 'react';
import { useAct } from '#components/query/act.ts';
import { api } from '#components/query/api.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Textarea } from '#components/ui/input.tsx';
import { Select } from '#components/ui/select.tsx';
import { ErrorState } from '#components/ui/states.tsx';
import { INTAKE_VENDORS } from '#lib/domain/vendors.ts';
import type { DryRun } from '#lib/domain/views/intake.ts';
import { DryRunResult } from './dry-run-result.tsx';

/** What a body would do if a source sent it. Nothing is written. */
export function DryRunDialog({
  connectors,
  connector: first,
  body: given = '',
  onClose,
}: {
  connectors: readonly string[];
  connector?: string;
  body?: string;
  onClose: () => void;
}) {
  const options = [...new Set([...(first ? [first] : []), ...connectors, ...INTAKE_VENDORS])];
  const [connector, setConnector] = useState(first ?? options[0]!);
  const [body, setBody] = useState(given);
  const run = useAct((input: { connector: string; body: string }) => api.post<DryRun>('deliveries/dry-run', input), {
    inline: true,
  });

  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title="Dry run"
      description="What this body would do now. Nothing is written, no automation runs."
      width="lg"
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button
            variant="go"
            busy={run.busy}
            disabled={body.trim() === ''}
            onClick={() => run.act({ connector, body })}
          >
            Try it
          </Button>
        </>
      }
    >
      <Field label="Source" className="max-w-64">
        <Select
          value={connector}
          onChange={(event) => setConnector(event.target.value)}
          options={options.map((value) => ({ value, label: value }))}
        />
      </Field>
      <Field label="Body" hint="As the vendor sends it: JSON." error={run.field('body')}>
        <Textarea mono rows={9} value={body} onChange={(event) => setBody(event.target.value)} placeholder="{ … }" />
      </Field>
      <div aria-live="polite">
        {run.error && !run.field('body') ? (
          <ErrorState error={run.error} className="py-4" />
        ) : (
          run.result && <DryRunResult result={run.result} />
        )}
      </div>
    </Dialog>
  );
}
