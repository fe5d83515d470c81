'use client';

import { useState } from 'react';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { exactDuration, parseDuration } from './duration-text.ts';

/** A length of time as a person writes it. `onSeconds` is given null while the text is none. */
export function DurationField({
  label,
  hint,
  seconds,
  onSeconds,
  error,
  autoFocus = false,
}: {
  label: string;
  hint: string;
  seconds: number | null;
  onSeconds: (seconds: number | null) => void;
  error?: string | undefined;
  autoFocus?: boolean;
}) {
  const [text, setText] = useState(seconds === null ? '' : exactDuration(seconds));
  const wrong = text.trim() !== '' && parseDuration(text) === null;
  return (
    <Field label={label} hint={hint} required error={wrong ? 'Write a time such as 15 min, 4 h or 2 d 12 h.' : error}>
      <Input
        value={text}
        autoFocus={autoFocus}
        placeholder="1 h 30 min"
        onChange={(event) => {
          setText(event.target.value);
          onSeconds(parseDuration(event.target.value));
        }}
        onBlur={() => {
          const parsed = parseDuration(text);
          if (parsed !== null) setText(exactDuration(parsed));
        }}
      />
    </Field>
  );
}
