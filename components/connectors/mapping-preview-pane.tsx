'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Notes } from '#components/deliveries/dry-run-result.tsx';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { usePages } from '#components/query/pages.ts';
import { useDebounced } from '#components/shell/use-debounced.ts';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { formatMilliseconds } from '#components/ui/duration.ts';
import { Field } from '#components/ui/field.tsx';
import { Textarea } from '#components/ui/input.tsx';
import { exactTime } from '#components/ui/relative-time.tsx';
import { Select } from '#components/ui/select.tsx';
import { Tag } from '#components/ui/tag.tsx';
import type { DeliveryListItem, MappingPreview } from '#lib/domain/views/intake.ts';

const PASTED = 'pasted';

/** What the expression makes of a stored delivery or a pasted body, while it is being written. */
export function MappingPreviewPane({ connector, expression }: { connector: string; expression: string }) {
  const filters = { connector };
  const deliveries = usePages<DeliveryListItem>(keys.deliveries(filters), 'deliveries', filters, { limit: 25 });
  const [chosen, setChosen] = useState<string | null>(null);
  const [pasted, setPasted] = useState('');
  const subject = chosen ?? deliveries.items[0]?.id ?? PASTED;
  const ready = expression.trim() !== '' && !(subject === PASTED && pasted.trim() === '');
  const tried = subject === PASTED ? { body: pasted } : { deliveryId: subject };
  // Null while there is nothing to try yet: what is asked is what was settled on, not what is shown now.
  const input = useDebounced(ready ? JSON.stringify({ connector, expression, ...tried }) : null, 350);
  const preview = useQuery({
    queryKey: ['mappings', 'preview', input],
    queryFn: ({ signal }) => api.post<MappingPreview>('mappings/preview', JSON.parse(input ?? 'null'), { signal }),
    enabled: ready && input !== null,
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  });

  return (
    <section aria-label="Preview" className="flex min-w-0 flex-col gap-3">
      <Field label="Tried on">
        <Select
          value={subject}
          onChange={(event) => setChosen(event.target.value)}
          options={[
            ...deliveries.items.map((delivery) => ({ value: delivery.id, label: nameOf(delivery) })),
            { value: PASTED, label: 'A body that I paste' },
          ]}
        />
      </Field>
      {subject === PASTED && (
        <Field label="Body">
          <Textarea
            mono
            rows={8}
            value={pasted}
            placeholder="{ … }"
            onChange={(event) => setPasted(event.target.value)}
          />
        </Field>
      )}
      <div
        aria-live="polite"
        aria-busy={preview.isFetching || undefined}
        className={preview.isPlaceholderData ? 'opacity-60' : ''}
      >
        {!ready ? (
          <p className="text-ink-3">Paste a body to see what the expression makes of it.</p>
        ) : preview.error ? (
          <p role="alert" className="text-critical">
            {preview.error.message}
          </p>
        ) : (
          preview.data && <PreviewResult preview={preview.data} />
        )}
      </div>
    </section>
  );
}

function PreviewResult({ preview }: { preview: MappingPreview }) {
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-2">
        {preview.ok ? <Tag tone="ok">Readable</Tag> : <Tag tone="high">Would be quarantined</Tag>}
        <span className="num text-ink-3 text-xs">{formatMilliseconds(preview.milliseconds)}</span>
      </p>
      {preview.reason && <p className="text-high">{preview.reason}</p>}
      <Notes notes={preview.notes} />
      {preview.mapped !== undefined && <CodeBlock code={preview.mapped} label="result of the mapping" />}
    </div>
  );
}

/** A delivery in a list of choices: when, what, outcome. */
function nameOf({ receivedAt, objectKey, outcome, id }: DeliveryListItem): string {
  return `${exactTime(receivedAt)} · ${outcome} · ${objectKey ?? id}`;
}
