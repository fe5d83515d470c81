'use client';

import { CodeBlock } from '#components/ui/code-block.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Select } from '#components/ui/select.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { WordsInput } from '#components/ui/words-input.tsx';
import { type ParameterField, sameValue, shippedText } from './parameter-fields.ts';

/** The editor of one parameter, by its shape, with what it ships as and a way back to that. */
export function ParameterControl({
  field,
  value,
  error,
  disabled,
  onChange,
}: {
  field: ParameterField;
  value: unknown;
  error: string | undefined;
  disabled: boolean;
  onChange: (value: unknown) => void;
}) {
  const hint = (
    <>
      {field.description}
      {field.shipped !== undefined && !sameValue(field.shipped, value) && (
        <>
          {' '}
          Shipped: {shippedText(field.shipped)}.{' '}
          {!disabled && (
            <button type="button" className="text-accent-ink underline" onClick={() => onChange(field.shipped)}>
              Use it
            </button>
          )}
        </>
      )}
    </>
  );
  return (
    <Field label={field.label} hint={hint} error={error}>
      <Control field={field} value={value} disabled={disabled} onChange={onChange} />
    </Field>
  );
}

function Control({
  field,
  value,
  disabled,
  onChange,
}: {
  field: ParameterField;
  value: unknown;
  disabled: boolean;
  onChange: (value: unknown) => void;
}) {
  switch (field.kind) {
    case 'words':
      return (
        <WordsInput
          label={field.label}
          values={Array.isArray(value) ? value.map(String) : []}
          max={field.maxItems}
          disabled={disabled}
          onChange={onChange}
        />
      );
    case 'choice':
      return (
        <Select
          value={String(value ?? '')}
          disabled={disabled}
          onChange={(event) => onChange(field.options.find((option) => String(option) === event.target.value))}
          options={field.options.map((option) => ({ value: String(option), label: String(option) }))}
        />
      );
    case 'flag':
      return <Switch checked={value === true} disabled={disabled} onCheckedChange={onChange} />;
    case 'number':
      return (
        <Input
          type="number"
          className="max-w-32"
          value={typeof value === 'number' ? value : ''}
          min={field.min}
          max={field.max}
          step={field.whole ? 1 : 'any'}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value === '' ? null : event.target.valueAsNumber)}
        />
      );
    case 'text':
      return (
        <Input
          value={typeof value === 'string' ? value : ''}
          maxLength={field.maxLength}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'none':
      return <CodeBlock code={value} label={field.label} />;
  }
}
