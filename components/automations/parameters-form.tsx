'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useAct } from '#components/query/act.ts';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { useMay } from '#components/query/me.ts';
import { Button } from '#components/ui/button.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { AutomationView } from '#lib/domain/views/run.ts';
import { ParameterControl } from './parameter-control.tsx';
import { fieldsOf, sameValue } from './parameter-fields.ts';

type Values = Record<string, unknown>;

/** What an administrator can set, as the automation's own schema says. Saved as a whole; the next run uses it. */
export function ParametersForm({ automation }: { automation: AutomationView }) {
  const fields = fieldsOf(automation.parametersSchema);
  const [changes, setChanges] = useState<Values>({});
  const title = useId();
  const client = useQueryClient();
  const toast = useToast();
  const may = useMay('automation.write');
  const save = useAct(
    (parameters: Values) => api.patch<AutomationView>(`automations/${automation.id}`, { parameters }),
    {
      stale: [keys.automations],
      inline: true,
      done: (changed) => {
        client.setQueryData(keys.automation(automation.id), changed);
        setChanges({});
        toast({ title: 'Parameters saved', detail: 'The next run uses them.', tone: 'ok' });
      },
    },
  );
  const values: Values = { ...automation.parameters, ...changes };
  const changed = Object.entries(changes).filter(([name, value]) => !sameValue(value, automation.parameters[name]));

  if (fields.length === 0) {
    return <p className="card px-3.5 py-3 text-ink-3">This automation has no parameters.</p>;
  }
  return (
    <form
      aria-labelledby={title}
      noValidate
      className="card flex flex-col gap-3.5 px-3.5 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        void save.act(values);
      }}
    >
      <h2 id={title} className="font-semibold text-ink-2 text-sm">
        Parameters
      </h2>
      {fields.map((field) => (
        <ParameterControl
          key={field.name}
          field={field}
          value={values[field.name]}
          disabled={!may}
          error={save.field(`parameters/${field.name}`) ?? save.field(field.name)}
          onChange={(value) => setChanges({ ...changes, [field.name]: value })}
        />
      ))}
      {save.error && !fields.some(({ name }) => save.field(`parameters/${name}`) ?? save.field(name)) && (
        <p role="alert" className="text-critical">
          {save.error.message}
        </p>
      )}
      {may ? (
        <div className="flex items-center justify-end gap-2">
          {changed.length > 0 && (
            <Button
              variant="ghost"
              onClick={() => {
                setChanges({});
                save.reset();
              }}
            >
              Discard
            </Button>
          )}
          <Button type="submit" variant="go" busy={save.busy} disabled={changed.length === 0}>
            {changed.length > 1 ? `Save ${changed.length} changes` : 'Save'}
          </Button>
        </div>
      ) : (
        <p className="text-ink-3 text-xs">Only administrators change parameters.</p>
      )}
    </form>
  );
}
