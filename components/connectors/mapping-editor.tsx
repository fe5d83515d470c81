'use client';

import { useState } from 'react';
import { useAct } from '#components/query/act.ts';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { useMay } from '#components/query/me.ts';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Field } from '#components/ui/field.tsx';
import { Input, Textarea } from '#components/ui/input.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { MappingView } from '#lib/domain/views/intake.ts';
import { MappingPreviewPane } from './mapping-preview-pane.tsx';

/** The expression beside what it makes of a body; saving makes a new version, which is active at once. */
export function MappingEditor({
  connector,
  expression,
  saved,
  onChange,
}: {
  connector: string;
  expression: string;
  saved: string;
  onChange: (expression: string) => void;
}) {
  const [note, setNote] = useState('');
  const may = useMay('mapping.write');
  const toast = useToast();
  const save = useAct(
    (input: { expression: string; note: string }) => api.post<MappingView>('mappings', { connector, ...input }),
    {
      stale: [keys.mappings(connector)],
      inline: true,
      done: () => {
        setNote('');
        toast({ title: 'Saved and active', detail: 'What comes in from now on is read with it.', tone: 'ok' });
      },
    },
  );
  const changed = expression !== saved;
  return (
    <div className={cn('grid items-start gap-4', may && 'grid-cols-2 narrow:grid-cols-1')}>
      <form
        noValidate
        className="flex min-w-0 flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void save.act({ expression, note });
        }}
      >
        <Field
          label="Expression"
          hint={
            <>
              <a
                href="https://docs.jsonata.org"
                target="_blank"
                rel="noopener noreferrer"
                className="text-accent-ink underline"
              >
                JSONata
              </a>
              ; the body is its input. It runs apart, for at most a second.
            </>
          }
          error={save.field('expression')}
        >
          <Textarea
            mono
            rows={26}
            value={expression}
            readOnly={!may}
            className="min-h-[420px] whitespace-pre leading-[17px] touch:leading-[22px]"
            wrap="off"
            onChange={(event) => onChange(event.target.value)}
          />
        </Field>
        {may && (
          <div className="flex flex-wrap items-end gap-2">
            <Field label="Note" className="flex-1 basis-56" error={save.field('note')}>
              <Input
                value={note}
                maxLength={500}
                placeholder="What changes, and why"
                onChange={(event) => setNote(event.target.value)}
              />
            </Field>
            {changed && <Button onClick={() => onChange(saved)}>Discard</Button>}
            <Button type="submit" variant="go" busy={save.busy} disabled={!changed || expression.trim() === ''}>
              Save as new version
            </Button>
          </div>
        )}
        {save.error && !save.field('expression') && !save.field('note') && (
          <p role="alert" className="text-critical">
            {save.error.message}
          </p>
        )}
      </form>
      {may && <MappingPreviewPane connector={connector} expression={expression} />}
    </div>
  );
}
