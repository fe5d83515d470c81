'use client';

import { X } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Input } from '#components/ui/input.tsx';

/** Finds one value: defanged or not, Enter asks. */
export function ValueFilter({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [text, setText] = useState(value);
  return (
    <form
      className="flex min-w-0 items-center gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        onChange(text.trim());
      }}
    >
      <span className="w-72 max-w-full">
        <Input
          mono
          aria-label="Value"
          placeholder="Value, e.g. 203[.]0[.]113[.]7"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </span>
      {value !== '' && <IconButton label="Clear value" icon={<X aria-hidden />} onClick={() => onChange('')} />}
    </form>
  );
}
