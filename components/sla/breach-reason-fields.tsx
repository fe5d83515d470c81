'use client';

import { BREACH_LABELS, type BreachCode, type BreachReason, CHOSEN_CODES } from '#lib/domain/sla/breach-reason.ts';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Select } from '../ui/select.tsx';

/** What stands in the two fields. */
export interface ReasonDraft {
  code: BreachCode | '';
  text: string;
}

export const NO_REASON: ReasonDraft = { code: '', text: '' };

/** What is sent of a draft; null while it says nothing. */
export function reasonOf({ code, text }: ReasonDraft): BreachReason | null {
  return code === '' ? null : { code, ...(text.trim() === '' ? {} : { text: text.trim() }) };
}

const OPTIONS = [
  { value: '', label: 'Choose …', disabled: true },
  // A program gives that one itself.
  ...CHOSEN_CODES.map((value) => ({ value, label: BREACH_LABELS[value] })),
];

/** Why a timer ran out: a code to count by, and words for who reads it later. */
export function BreachReasonFields({
  names,
  draft,
  onDraft,
  error,
  textError,
}: {
  /** The timers that it is asked for. */
  names: readonly string[];
  draft: ReasonDraft;
  onDraft: (draft: ReasonDraft) => void;
  error?: string | null | undefined;
  textError?: string | null | undefined;
}) {
  return (
    <>
      <Field
        label="Why it ran out"
        required
        hint={names.length === 0 ? undefined : `Ran out: ${names.join(', ')}.`}
        error={error}
      >
        <Select
          required
          value={draft.code}
          options={OPTIONS}
          onChange={(event) => onDraft({ ...draft, code: event.target.value as BreachCode })}
        />
      </Field>
      <Field label="In a few words" required={draft.code === 'other'} error={textError}>
        <Input
          value={draft.text}
          maxLength={2000}
          required={draft.code === 'other'}
          onChange={(event) => onDraft({ ...draft, text: event.target.value })}
        />
      </Field>
    </>
  );
}
