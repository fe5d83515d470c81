'use client';

import { useId, useState } from 'react';
import type { QuickActionView } from '#lib/domain/views/case.ts';
import { ParameterControl } from '../automations/parameter-control.tsx';
import { fieldsOf, initialValues } from '../automations/parameter-fields.ts';
import { ApiError, messageOf } from '../query/api.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

export type Values = Record<string, unknown>;

/** What a quick action asks before it runs, as its own schema says. */
export function QuickActionForm({
  action,
  onPress,
  onClose,
}: {
  action: QuickActionView;
  /** Throws what the API answered. */
  onPress: (input: Values) => Promise<void>;
  onClose: () => void;
}) {
  const formId = useId();
  const fields = fieldsOf(action.input);
  const [values, setValues] = useState<Values>(() => initialValues(fields));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const errorOf = (name: string) => (error instanceof ApiError ? error.field(`input/${name}`) : undefined);

  const submit = async () => {
    setBusy(true);
    setError(null);
    try {
      await onPress(values);
      onClose();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={action.title}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant={action.disruptive ? 'bad' : 'go'} busy={busy}>
            {action.title}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p className="text-ink-2">
          {action.description} {action.effect}.
        </p>
        {fields.map((field) => (
          <ParameterControl
            key={field.name}
            field={field}
            value={values[field.name]}
            disabled={busy}
            error={errorOf(field.name)}
            onChange={(value) => setValues({ ...values, [field.name]: value })}
          />
        ))}
        {error !== null && !fields.some(({ name }) => errorOf(name)) && (
          <p role="alert" className="text-critical">
            {messageOf(error).title} {messageOf(error).detail}
          </p>
        )}
      </form>
    </Dialog>
  );
}
