import { type ReactNode, useId } from 'react';

/** Any of a few, each with a box to tick, in the order of the options. */
export function ChoiceSet({
  label,
  options,
  values,
  onChange,
  disabled = false,
  hint,
  error,
}: {
  label: string;
  options: readonly { value: string; label: string }[];
  values: readonly string[];
  onChange: (values: string[]) => void;
  disabled?: boolean;
  hint?: ReactNode;
  error?: string | undefined;
}) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  const set = (value: string, ticked: boolean) =>
    onChange(options.map((option) => option.value).filter((one) => (one === value ? ticked : values.includes(one))));
  return (
    <fieldset aria-describedby={described} className="flex min-w-0 flex-col gap-1">
      <legend className="float-left w-full font-[550] text-ink-2 text-sm">{label}</legend>
      <div className="flex flex-wrap gap-x-4">
        {options.map((option) => (
          <label key={option.value} className="flex min-h-6 items-center gap-2 touch:min-h-11">
            <input
              type="checkbox"
              checked={values.includes(option.value)}
              disabled={disabled}
              onChange={(event) => set(option.value, event.target.checked)}
              className="size-3.5"
            />
            {option.label}
          </label>
        ))}
      </div>
      {hint && (
        <p id={`${id}-hint`} className="text-ink-3 text-xs">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="text-critical text-xs">
          {error}
        </p>
      )}
    </fieldset>
  );
}
