'use client';

import { useCategories } from '#components/query/settings.ts';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Select } from '#components/ui/select.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { WordsInput } from '#components/ui/words-input.tsx';
import type { Role } from '#lib/domain/actor.ts';
import type { ByHand, MemberDraft } from './member-draft.ts';
import { ShiftEditor } from './shift-editor.tsx';

export const ROLE_OPTIONS: { value: Role; label: string }[] = [
  { value: 'requester', label: 'Requester: asks for access, sees no cases' },
  { value: 'approver', label: 'Approver: decides about access, sees no cases' },
  { value: 'viewer', label: 'Viewer: reads' },
  { value: 'analyst', label: 'Analyst: works cases' },
  { value: 'lead', label: 'Lead: also restricted cases, redeliveries, runs' },
  { value: 'admin', label: 'Administrator: everything' },
];

const TIER_OPTIONS = [
  { value: '', label: 'No tier' },
  { value: '1', label: 'Tier 1' },
  { value: '2', label: 'Tier 2' },
  { value: '3', label: 'Tier 3' },
];

/** The fields of a member. Scout (`ai`) has only those that decide which cases it gets. */
export function MemberFields({
  draft,
  ai,
  isNew,
  error,
  onChange,
}: {
  draft: MemberDraft;
  ai: boolean;
  isNew: boolean;
  error: (name: string) => string | undefined;
  onChange: (draft: MemberDraft) => void;
}) {
  const { active: categories } = useCategories();
  const set = (change: Partial<MemberDraft>) => onChange({ ...draft, ...change });
  return (
    <>
      {!ai && (
        <div className="grid grid-cols-2 gap-3.5 narrow:grid-cols-1">
          <Field label="Name" required error={error('name')}>
            <Input
              autoFocus={isNew}
              value={draft.name}
              maxLength={120}
              onChange={(event) => set({ name: event.target.value })}
            />
          </Field>
          <Field label="E-mail" required error={error('email')}>
            <Input
              type="email"
              value={draft.email}
              maxLength={320}
              onChange={(event) => set({ email: event.target.value })}
            />
          </Field>
          <Field label="Role" error={error('role')}>
            <Select
              value={draft.role}
              options={ROLE_OPTIONS}
              onChange={(event) => set({ role: event.target.value as Role })}
            />
          </Field>
          <Field label="Tier" error={error('tier')}>
            <Select
              value={draft.tier}
              options={TIER_OPTIONS}
              onChange={(event) => set({ tier: event.target.value as MemberDraft['tier'] })}
            />
          </Field>
        </div>
      )}
      <Field label="Skills" hint="Categories. Those with the skill get such cases first." error={error('skills')}>
        <WordsInput
          label="Skills"
          values={draft.skills}
          suggestions={categories.map(({ key }) => key)}
          max={50}
          placeholder="Cloud, Endpoint …"
          onChange={(skills) => set({ skills })}
        />
      </Field>
      <Field label="Groups" error={error('groups')}>
        <WordsInput label="Groups" values={draft.groups} max={50} onChange={(groups) => set({ groups })} />
      </Field>
      <div className="grid grid-cols-2 gap-3.5 narrow:grid-cols-1">
        <Field label="Is given cases" hint="By assignment rules. By hand anybody can be given one.">
          <Switch checked={draft.eligible} onCheckedChange={(eligible) => set({ eligible })} />
        </Field>
        {!ai && (
          <Field label="On call" hint="Next in line when no one on shift is eligible.">
            <Switch checked={draft.onCall} onCheckedChange={(onCall) => set({ onCall })} />
          </Field>
        )}
      </div>
      {!ai && (
        <>
          <ShiftEditor shift={draft.shift} error={error('shift')} onChange={(shift) => set({ shift })} />
          <Field
            label="Shift by hand"
            hint="It ends by itself after twelve hours."
            error={error('onShift')}
            className="max-w-72"
          >
            <Select
              value={draft.byHand}
              options={[
                { value: 'keep', label: isNew ? 'Nothing by hand' : 'Leave as it is' },
                { value: 'hours', label: 'Follow the weekly hours' },
                { value: 'on', label: 'Start the shift now' },
                { value: 'off', label: 'End the shift now' },
              ]}
              onChange={(event) => set({ byHand: event.target.value as ByHand })}
            />
          </Field>
        </>
      )}
    </>
  );
}
