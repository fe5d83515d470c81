'use client';

import { useState } from 'react';
import { keys } from '#components/query/keys.ts';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Select } from '#components/ui/select.tsx';
import type { Stage } from '#lib/domain/case-state.ts';
import type { StateInput, StatePatch } from '#lib/domain/state.ts';
import type { StateView } from '#lib/domain/views/settings.ts';
import { FormDialog } from './form-dialog.tsx';
import { RetireButton } from './retire-button.tsx';
import { STAGE_NAMES, STAGE_OPTIONS } from './stage-names.ts';
import { useSavedSetting } from './use-saved-setting.ts';

export function StateDialog({ state, onClose }: { state: StateView | null; onClose: () => void }) {
  const [name, setName] = useState(state?.name ?? '');
  const [stage, setStage] = useState<Stage>(state?.stage ?? 'in_progress');
  const [position, setPosition] = useState(state ? String(state.position) : '');
  const place = position.trim() === '' ? {} : { position: Number(position) };
  const save = useSavedSetting<StateView>({
    list: 'states',
    id: state?.id ?? null,
    stale: [keys.states],
    nameOf: (saved) => saved.name,
    onClose,
  });
  return (
    <FormDialog
      title={state ? state.name : 'Add a state'}
      submit={state ? 'Save' : 'Add state'}
      busy={save.busy}
      disabled={name.trim() === ''}
      error={save.error}
      acts={
        state &&
        !state.shipped && (
          <RetireButton
            name={state.name}
            retired={state.retired}
            message="No case can be moved to it any more. The history of cases keeps it."
            onChange={(retired) => save.act({ retired } satisfies StatePatch)}
          />
        )
      }
      onSubmit={() =>
        void save.act(
          state ? ({ name, ...place } satisfies StatePatch) : ({ name, stage, ...place } satisfies StateInput),
        )
      }
      onClose={onClose}
    >
      <Field label="Name" required error={save.field('name') ?? save.field('id')}>
        <Input autoFocus value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
      </Field>
      {state ? (
        <p className="text-ink-2">
          Stage: <b className="font-semibold text-ink">{STAGE_NAMES[state.stage]}</b>. It stays, because timers and
          figures of earlier cases count by it.
        </p>
      ) : (
        <Field
          label="Stage"
          hint="Timers, counts and automations look at it. It cannot be changed later."
          error={save.field('stage')}
        >
          <Select value={stage} options={STAGE_OPTIONS} onChange={(event) => setStage(event.target.value as Stage)} />
        </Field>
      )}
      <Field
        label="Position"
        hint="Lists are in this order. Empty: the last."
        className="max-w-40"
        error={save.field('position')}
      >
        <Input inputMode="numeric" value={position} onChange={(event) => setPosition(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
