'use client';

import { useState } from 'react';
import { SEVERITIES, type Severity } from '#lib/domain/severity.ts';
import type { CalendarView, PolicyView } from '#lib/domain/views/sla.ts';
import { useCategories } from '../../query/settings.ts';
import { FormDialog } from '../../settings/form-dialog.tsx';
import { useSavedSetting } from '../../settings/use-saved-setting.ts';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { severityName } from '../../ui/names.ts';
import { Select } from '../../ui/select.tsx';
import { DurationField } from '../duration-field.tsx';
import { draftOf, isComplete, newPolicyOf, type PolicyDraft, patchOf } from './policy-draft.ts';
import { SLA_STALE } from './use-sla-settings.ts';

/** A new policy, or a new version of one. */
export function PolicyDialog({
  policy,
  calendars,
  onClose,
}: {
  policy: PolicyView | null;
  calendars: readonly CalendarView[];
  onClose: () => void;
}) {
  const [draft, setDraft] = useState(() => draftOf(policy));
  const set = (change: Partial<PolicyDraft>) => setDraft({ ...draft, ...change });
  const save = useSavedSetting<PolicyView>({
    list: 'sla-policies',
    id: policy?.id ?? null,
    stale: SLA_STALE,
    nameOf: (saved) => saved.name,
    onClose,
  });
  return (
    <FormDialog
      title={policy ? `New version of ${policy.name}` : 'New policy'}
      description="It holds for cases from its start on. What was promised before stays as it was."
      submit="Save"
      busy={save.busy}
      disabled={!isComplete(draft)}
      error={save.error}
      onSubmit={() => void save.act(policy ? patchOf(draft) : newPolicyOf(draft))}
      onClose={onClose}
    >
      <Field label="Name" required error={save.field('name')}>
        <Input autoFocus value={draft.name} maxLength={80} onChange={(event) => set({ name: event.target.value })} />
      </Field>
      {!policy && <ScopeFields draft={draft} set={set} errorOf={save.field} />}
      <div className="grid grid-cols-2 gap-3 narrow:grid-cols-1">
        <DurationField
          label="Time to acknowledge"
          hint="0 promises nothing."
          seconds={draft.acknowledgeSeconds}
          onSeconds={(acknowledgeSeconds) => set({ acknowledgeSeconds })}
          error={save.field('acknowledgeSeconds')}
        />
        <DurationField
          label="Time to resolve"
          hint="0 promises nothing."
          seconds={draft.resolveSeconds}
          onSeconds={(resolveSeconds) => set({ resolveSeconds })}
          error={save.field('resolveSeconds')}
        />
        <PercentField
          label="A VIP’s share"
          hint="Percent of both times."
          value={draft.vipPercent}
          most={100}
          onValue={(vipPercent) => set({ vipPercent })}
          error={save.field('vipFactor')}
        />
        <PercentField
          label="At risk from"
          hint="Percent of the time that is used."
          value={draft.riskPercent}
          most={99}
          onValue={(riskPercent) => set({ riskPercent })}
          error={save.field('atRisk')}
        />
        <Field label="Calendar" hint="When time counts." error={save.field('calendar')}>
          <Select
            value={draft.calendar}
            options={calendars.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => set({ calendar: event.target.value })}
          />
        </Field>
        <Field label="In force from" hint="At once, where it is left empty." error={save.field('effectiveFrom')}>
          <Input
            type="datetime-local"
            value={draft.effectiveFrom}
            onChange={(event) => set({ effectiveFrom: event.target.value })}
          />
        </Field>
      </div>
    </FormDialog>
  );
}

function PercentField({
  label,
  hint,
  value,
  most,
  onValue,
  error,
}: {
  label: string;
  hint: string;
  value: number;
  most: number;
  onValue: (value: number) => void;
  error: string | undefined;
}) {
  return (
    <Field label={label} hint={hint} error={error}>
      <Input
        type="number"
        min={1}
        max={most}
        value={value}
        onChange={(event) => onValue(event.target.valueAsNumber || 0)}
      />
    </Field>
  );
}

/** Whom a new policy is for. It cannot be changed later: another one takes its place. */
function ScopeFields({
  draft,
  set,
  errorOf,
}: {
  draft: PolicyDraft;
  set: (change: Partial<PolicyDraft>) => void;
  errorOf: (name: string) => string | undefined;
}) {
  const { active, nameOf } = useCategories();
  return (
    <fieldset className="grid grid-cols-2 gap-3 narrow:grid-cols-1">
      <legend className="sr-only">For which cases</legend>
      <Field label="Severity" error={errorOf('severity')}>
        <Select
          value={draft.severity}
          options={SEVERITIES.toReversed().map((value) => ({ value, label: severityName(value) }))}
          onChange={(event) => set({ severity: event.target.value as Severity })}
        />
      </Field>
      <Field label="Category" error={errorOf('category')}>
        <Select
          value={draft.category}
          options={[
            { value: '', label: 'Any category' },
            ...active.map(({ key }) => ({ value: key, label: nameOf(key) })),
          ]}
          onChange={(event) => set({ category: event.target.value })}
        />
      </Field>
      <Field label="Source" hint="Such as wiz. Any, where it is left empty." error={errorOf('source')}>
        <Input value={draft.source} maxLength={64} onChange={(event) => set({ source: event.target.value })} />
      </Field>
      <Field label="VIP" error={errorOf('vip')}>
        <Select
          value={draft.vip}
          options={[
            { value: '', label: 'VIPs and others' },
            { value: 'true', label: 'VIPs only' },
            { value: 'false', label: 'Not VIPs' },
          ]}
          onChange={(event) => {
            const vip = event.target.value as PolicyDraft['vip'];
            // A policy for VIPs alone states their own time.
            set({ vip, ...(vip === 'true' ? { vipPercent: 100 } : {}) });
          }}
        />
      </Field>
    </fieldset>
  );
}
