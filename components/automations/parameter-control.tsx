'use client';

import { ChoiceSet } from '#components/ui/choice-set.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input, Textarea } from '#components/ui/input.tsx';
import { LinesInput } from '#components/ui/lines-input.tsx';
import { Select } from '#components/ui/select.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { WordsInput } from '#components/ui/words-input.tsx';
import { optionName, type ParameterField, sameValue, shippedText } from './parameter-fields.ts';

/** What may be longer is written on several lines; what ships so is not repeated below. */
const ONE_LINE = 1_000;
const LONGEST_HINT = 200;
/** A text field is as high as its text, within these. */
const FEWEST_ROWS = 3;
const MOST_ROWS = 12;

const rowsOf = (value: unknown): number =>
  Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, typeof value === 'string' ? value.split('\n').length : 0));

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
  const shipped = shippedText(field.shipped);
  const hint = (
    <>
      {field.description}
      {field.shipped !== undefined && !sameValue(field.shipped, value) && (
        <>
          {' '}
          {shipped.length <= LONGEST_HINT && <>Shipped: {shipped}. </>}
          {!disabled && (
            <button type="button" className="text-accent-ink underline" onClick={() => onChange(field.shipped)}>
              {shipped.length <= LONGEST_HINT ? 'Use it' : 'Use the shipped one'}
            </button>
          )}
        </>
      )}
    </>
  );
  if (field.kind === 'set')
    return (
      <ChoiceSet
        label={field.label}
        options={field.options.map((option) => ({ value: option, label: optionName(option) }))}
        values={Array.isArray(value) ? value.map(String) : []}
        disabled={disabled}
        hint={hint}
        error={error}
        onChange={onChange}
      />
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
  field: Exclude<ParameterField, { kind: 'set' }>;
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
    case 'lines':
      return (
        <LinesInput
          values={Array.isArray(value) ? value.map(String) : []}
          disabled={disabled}
          onChange={onChange}
          rows={FEWEST_ROWS}
        />
      );
    case 'choice':
      return (
        <Select
          value={String(value ?? '')}
          disabled={disabled}
          onChange={(event) => onChange(field.options.find((option) => String(option) === event.target.value))}
          options={field.options.map((option) => ({ value: String(option), label: optionName(option) }))}
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
      return (field.maxLength ?? 0) > ONE_LINE ? (
        <Textarea
          mono
          rows={rowsOf(value)}
          value={typeof value === 'string' ? value : ''}
          maxLength={field.maxLength}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
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
