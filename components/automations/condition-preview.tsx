'use client';

import { useState } from 'react';
import { useAct } from '#components/query/act.ts';
import { api } from '#components/query/api.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input, Textarea } from '#components/ui/input.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Tag } from '#components/ui/tag.tsx';
import { Untrusted } from '#components/ui/untrusted.tsx';
import { INTEL, type IntelVendor } from '#lib/domain/intel/vendors.ts';
import type { ConditionPreview as Preview } from '#lib/domain/views/condition-preview.ts';
import type { AutomationView } from '#lib/domain/views/run.ts';

/** Tries a condition on the events of a case that are of a vendor's. Nothing is saved: what fits goes into the parameter by hand. */
export function ConditionPreview({ automation, vendor }: { automation: AutomationView; vendor: IntelVendor }) {
  const set = automation.parameters.condition;
  const [condition, setCondition] = useState(typeof set === 'string' ? set : '');
  const [key, setKey] = useState('');
  const preview = useAct(
    (body: { case: string; condition: string }) => api.post<Preview>(`automations/${automation.id}/preview`, body),
    { inline: true },
  );
  const shown = preview.result;
  const { title } = INTEL[vendor];
  return (
    <form
      aria-labelledby="condition-preview"
      noValidate
      className="card flex flex-col gap-3 px-3.5 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        void preview.act({ case: key.trim(), condition });
      }}
    >
      <h2 id="condition-preview" className="font-semibold text-ink-2 text-sm">
        Try a condition
      </h2>
      <Field
        label="Condition"
        hint="JSONata over the alert as it came. Empty: every event."
        error={preview.field('condition')}
      >
        <Textarea
          mono
          rows={3}
          value={condition}
          maxLength={4_000}
          onChange={(event) => setCondition(event.target.value)}
        />
      </Field>
      <Field
        label="Case"
        hint={`The key of a case with ${title} events, such as CASE-7.`}
        error={preview.field('case')}
      >
        <Input value={key} maxLength={30} onChange={(event) => setKey(event.target.value)} />
      </Field>
      {preview.error && !preview.field('case') && !preview.field('condition') && (
        <p role="alert" className="text-critical">
          {preview.error.message}
        </p>
      )}
      {shown?.problem && (
        <p role="alert" className="text-critical">
          {shown.problem}
        </p>
      )}
      <Button type="submit" className="self-start" busy={preview.busy} disabled={key.trim() === ''}>
        Try it
      </Button>
      {shown && !shown.problem && <Events preview={shown} title={title} />}
    </form>
  );
}

function Events({ preview: { items, more }, title }: { preview: Preview; title: string }) {
  if (items.length === 0) return <p className="text-ink-3">{`The case has no event from ${title}.`}</p>;
  return (
    <div>
      <ul aria-label="Events that the condition was tried on" className="flex flex-col">
        {items.map(({ id, title, at, fits }) => (
          <li key={id} className="flex min-h-8 items-center gap-2.5 border-line/55 border-b">
            <Tag tone={fits ? 'ok' : 'plain'}>{fits ? 'Analysed' : 'Left out'}</Tag>
            <span className="min-w-0 flex-1 truncate">
              <Untrusted>{title}</Untrusted>
            </span>
            <RelativeTime at={at} className="whitespace-nowrap text-ink-3 text-sm" />
          </li>
        ))}
      </ul>
      {more && <p className="mt-1.5 text-ink-3 text-sm">Only the newest are shown.</p>}
    </div>
  );
}
