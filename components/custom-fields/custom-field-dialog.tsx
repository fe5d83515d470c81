'use client';

import { useState } from 'react';
import { keys } from '#components/query/keys.ts';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Select } from '#components/ui/select.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { WordsInput } from '#components/ui/words-input.tsx';
import type { CustomFieldInput, CustomFieldPatch, CustomFieldType } from '#lib/domain/custom-field.ts';
import type { CustomFieldView } from '#lib/domain/views/settings.ts';
import { FormDialog } from '../settings/form-dialog.tsx';
import { RetireButton } from '../settings/retire-button.tsx';
import { useSavedSetting } from '../settings/use-saved-setting.ts';
import { TYPE_NAMES, TYPE_OPTIONS } from './type-names.ts';

const NEW = { label: '', hint: '', type: 'text' as CustomFieldType, options: [] as string[], requiredAtClose: false };

export function CustomFieldDialog({ field, onClose }: { field: CustomFieldView | null; onClose: () => void }) {
  const [draft, setDraft] = useState({ ...NEW, ...field });
  const set = (change: Partial<typeof NEW>) => setDraft({ ...draft, ...change });
  const chosen = draft.type === 'select' || draft.type === 'multi_select';
  const { label, hint, type, requiredAtClose } = draft;
  const fields = { label, hint, requiredAtClose, options: chosen ? draft.options : [] };
  const save = useSavedSetting<CustomFieldView>({
    list: 'custom-fields',
    id: field?.key ?? null,
    stale: [keys.customFields],
    nameOf: (saved) => saved.label,
    onClose,
  });
  return (
    <FormDialog
      title={field ? field.label : 'Add a field'}
      submit={field ? 'Save' : 'Add field'}
      busy={save.busy}
      disabled={label.trim() === '' || (chosen && draft.options.length === 0)}
      error={save.error}
      acts={
        field && (
          <RetireButton
            name={field.label}
            retired={field.retired}
            message="Nobody is asked for it any more. Cases keep the values that they have."
            onChange={(retired) => save.act({ retired } satisfies CustomFieldPatch)}
          />
        )
      }
      onSubmit={() =>
        void save.act(field ? (fields satisfies CustomFieldPatch) : ({ ...fields, type } satisfies CustomFieldInput))
      }
      onClose={onClose}
    >
      <Field label="Label" required error={save.field('label') ?? save.field('key')}>
        <Input autoFocus value={label} maxLength={80} onChange={(event) => set({ label: event.target.value })} />
      </Field>
      {field ? (
        <p className="text-ink-2">
          Type: <b className="font-semibold text-ink">{TYPE_NAMES[field.type]}</b>. It stays, because cases have values
          of it.
        </p>
      ) : (
        <Field label="Type" hint="It cannot be changed later." error={save.field('type')}>
          <Select
            value={type}
            options={TYPE_OPTIONS}
            onChange={(event) => set({ type: event.target.value as CustomFieldType })}
          />
        </Field>
      )}
      {chosen && (
        <Field label="Options" required hint="Enter or a comma ends each." error={save.field('options')}>
          <WordsInput label="Options" values={draft.options} max={100} onChange={(options) => set({ options })} />
        </Field>
      )}
      <Field label="Hint" hint="Stands under the field." error={save.field('hint')}>
        <Input value={hint} maxLength={200} onChange={(event) => set({ hint: event.target.value })} />
      </Field>
      <Field label="Needed before a case closes" hint="People are asked for it; automations are not held up.">
        <Switch checked={requiredAtClose} onCheckedChange={(value) => set({ requiredAtClose: value })} />
      </Field>
    </FormDialog>
  );
}
