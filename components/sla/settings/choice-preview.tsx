'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { SEVERITIES } from '#lib/domain/severity.ts';
import type { PolicyChoiceView } from '#lib/domain/views/sla.ts';
import { api } from '../../query/api.ts';
import { keys } from '../../query/keys.ts';
import { useCategories } from '../../query/settings.ts';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { severityName } from '../../ui/names.ts';
import { Select } from '../../ui/select.tsx';
import { exactDuration } from '../duration-text.ts';

/** Which policy a case of some kind would get now, and which others it outranks. */
export function ChoicePreview() {
  const [facts, setFacts] = useState({ severity: 'critical', category: 'Other', source: '', vip: 'false' });
  const { active, nameOf } = useCategories();
  const choice = useQuery({
    queryKey: keys.slaChoice(facts),
    queryFn: ({ signal }) => api.get<PolicyChoiceView>('sla-policies/choice', facts, signal),
    placeholderData: keepPreviousData,
  });
  const set = (field: keyof typeof facts) => (event: { target: { value: string } }) =>
    setFacts({ ...facts, [field]: event.target.value });
  return (
    <section aria-label="Which policy wins" className="flex flex-wrap items-end gap-2.5 px-3.5 pb-3">
      <Field label="Severity" className="w-32">
        <Select
          value={facts.severity}
          onChange={set('severity')}
          options={SEVERITIES.toReversed().map((value) => ({ value, label: severityName(value) }))}
        />
      </Field>
      <Field label="Category" className="w-40">
        <Select
          value={facts.category}
          onChange={set('category')}
          options={[...new Set(['Other', ...active.map(({ key }) => key)])].map((value) => ({
            value,
            label: nameOf(value),
          }))}
        />
      </Field>
      <Field label="Source" className="w-32">
        <Input value={facts.source} placeholder="manual" onChange={set('source')} />
      </Field>
      <Field label="VIP" className="w-24">
        <Select
          value={facts.vip}
          onChange={set('vip')}
          options={[
            { value: 'false', label: 'No' },
            { value: 'true', label: 'Yes' },
          ]}
        />
      </Field>
      <p role="status" className="min-h-7 min-w-0 flex-1 basis-72 content-center text-ink-2">
        {choice.data && <WhatWins choice={choice.data} />}
        {choice.error && <span className="text-critical">{choice.error.message}</span>}
      </p>
    </section>
  );
}

function WhatWins({ choice }: { choice: PolicyChoiceView }) {
  const { policy, acknowledgeSeconds, resolveSeconds, outranked, calendar } = choice;
  if (!policy) return 'No policy fits: such a case is promised nothing.';
  const times = [
    acknowledgeSeconds > 0 && `acknowledged in ${exactDuration(acknowledgeSeconds)}`,
    resolveSeconds > 0 && `resolved in ${exactDuration(resolveSeconds)}`,
  ].filter(Boolean);
  return (
    <>
      <strong className="font-semibold text-ink">{policy.name}</strong> (version {policy.version}) wins:{' '}
      {times.length === 0 ? 'nothing is promised' : `${times.join(', ')}, ${calendar?.name.toLowerCase() ?? ''}`}.
      {outranked.length > 0 && (
        <span className="block text-ink-3 text-xs">
          Less specific: {outranked.map(({ name, version }) => `${name} (version ${version})`).join(', ')}
        </span>
      )}
    </>
  );
}
