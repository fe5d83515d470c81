'use client';

import { useState } from 'react';
import { Textarea } from './input.tsx';

/** A list of texts, one a line: what stands in a line is taken as it is, commas too. */
export function LinesInput({
  values,
  onChange,
  disabled = false,
  rows,
}: {
  values: readonly string[];
  onChange: (values: string[]) => void;
  disabled?: boolean;
  rows: number;
}) {
  const given = values.join('\n');
  const [draft, setDraft] = useState(given);
  // What comes from elsewhere, such as “Use it”, replaces what is being written; blank lines in between are the writer's.
  const text = linesOf(draft).join('\n') === given ? draft : given;
  return (
    <Textarea
      className="font-mono text-sm"
      rows={Math.max(rows, Math.min(12, text.split('\n').length))}
      wrap="off"
      spellCheck={false}
      value={text}
      disabled={disabled}
      onChange={(event) => {
        setDraft(event.target.value);
        onChange(linesOf(event.target.value));
      }}
    />
  );
}

const linesOf = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  ),
];
