'use client';

import { useState } from 'react';
import { useAct } from '#components/query/act.ts';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { useCategories, useStores } from '#components/query/settings.ts';
import { ConfirmButton } from '#components/ui/confirm-button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { WordsInput } from '#components/ui/words-input.tsx';
import type { StakeholdersView } from '#lib/domain/views/notice.ts';
import { FormDialog } from '../settings/form-dialog.tsx';
import { MemberSet } from './member-set.tsx';

type Draft = Omit<StakeholdersView, 'id'>;
const EMPTY: Draft = {
  name: '',
  categories: [],
  stores: [],
  vipOnly: false,
  members: [],
  groups: [],
  slackChannel: null,
  teams: false,
};

function draftOf(rule: StakeholdersView | null): Draft {
  if (!rule) return EMPTY;
  const { id: _, ...fields } = rule;
  return fields;
}

export function StakeholdersDialog({ rule, onClose }: { rule: StakeholdersView | null; onClose: () => void }) {
  const toast = useToast();
  const { active: categories } = useCategories();
  const { active: stores } = useStores();
  const [draft, setDraft] = useState<Draft>(() => draftOf(rule));
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const save = useAct(
    (body: object) =>
      rule
        ? api.patch<StakeholdersView>(`stakeholders/${rule.id}`, body)
        : api.post<StakeholdersView>('stakeholders', body),
    {
      stale: [keys.stakeholders],
      inline: true,
      done: (saved) => {
        toast({ title: `${saved.name} saved`, tone: 'ok' });
        onClose();
      },
    },
  );
  const remove = useAct(() => api.delete<void>(`stakeholders/${rule?.id}`), {
    stale: [keys.stakeholders],
    done: () => {
      toast({ title: `${draft.name} removed`, tone: 'ok' });
      onClose();
    },
  });
  return (
    <FormDialog
      title={rule ? rule.name : 'Add stakeholders'}
      submit={rule ? 'Save' : 'Add stakeholders'}
      busy={save.busy}
      disabled={draft.name.trim() === ''}
      error={save.error}
      acts={
        rule && (
          <ConfirmButton
            variant="bad"
            title={`Remove ${rule.name}?`}
            message="Those whom it names hear no more of its cases, unless they watch them."
            confirm="Remove"
            onConfirm={() => remove.act(undefined)}
          >
            Remove
          </ConfirmButton>
        )
      }
      onSubmit={() => {
        const { members, ...fields } = draft;
        void save.act({
          ...fields,
          memberIds: members.map(({ id }) => id),
          slackChannel: draft.slackChannel?.trim() || null,
        });
      }}
      onClose={onClose}
    >
      <Field label="Name" required error={save.field('name')}>
        <Input
          autoFocus={!rule}
          value={draft.name}
          maxLength={100}
          onChange={(event) => set({ name: event.target.value })}
        />
      </Field>
      <Field label="Categories" hint="Empty: every category." error={save.field('categories')}>
        <WordsInput
          label="Categories"
          values={draft.categories}
          suggestions={categories.map(({ key }) => key)}
          max={100}
          onChange={(next) => set({ categories: next })}
        />
      </Field>
      <Field label="Stores" hint="By key. Empty: every store." error={save.field('stores')}>
        <WordsInput
          label="Stores"
          values={draft.stores}
          suggestions={stores.map(({ key }) => key)}
          max={100}
          onChange={(next) => set({ stores: next })}
        />
      </Field>
      <Field label="Only cases of VIPs" hint="Also of who may be one, until that is known.">
        <Switch checked={draft.vipOnly} onCheckedChange={(vipOnly) => set({ vipOnly })} />
      </Field>
      <MemberSet members={draft.members} error={save.field('memberIds')} onMembers={(members) => set({ members })} />
      <Field label="Groups" hint="Every member of one of these." error={save.field('groups')}>
        <WordsInput label="Groups" values={draft.groups} max={100} onChange={(groups) => set({ groups })} />
      </Field>
      <Field
        label="Slack channel"
        hint="Its id, such as C0123ABCD. It hears of no restricted case."
        error={save.field('slackChannel')}
      >
        <Input
          mono
          value={draft.slackChannel ?? ''}
          maxLength={22}
          onChange={(event) => set({ slackChannel: event.target.value })}
        />
      </Field>
      <Field label="The channel of Teams" hint="The one that is connected. It hears of no restricted case.">
        <Switch checked={draft.teams} onCheckedChange={(teams) => set({ teams })} />
      </Field>
    </FormDialog>
  );
}
