'use client';

import { Upload } from 'lucide-react';
import { type DragEvent, useId, useRef, useState } from 'react';
import { MAX_FILE_BYTES } from '#lib/domain/files.ts';
import { Button } from '../ui/button.tsx';
import { cn } from '../ui/cn.ts';
import { Switch } from '../ui/switch.tsx';
import { formatBytes } from './bytes.ts';

/** Where files are dropped, or chosen; malware is said before it is sent, because it is kept another way. */
export function DropZone({ onFiles }: { onFiles: (files: readonly File[], malware: boolean) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const malwareId = useId();
  const [malware, setMalware] = useState(false);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => files && files.length > 0 && onFiles([...files], malware);
  const drag = (event: DragEvent, inside: boolean) => {
    event.preventDefault();
    setOver(inside);
  };
  return (
    <section
      aria-label="Add files"
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={(event) => {
        drag(event, false);
        take(event.dataTransfer.files);
      }}
      className={cn(
        'flex flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border border-line border-dashed px-3.5 py-3',
        over && 'border-accent bg-accent-bg',
      )}
    >
      <Button onClick={() => input.current?.click()}>
        <Upload aria-hidden /> Add files
      </Button>
      <span className="text-ink-3">or drop them here, {formatBytes(MAX_FILE_BYTES)} each at the most</span>
      <span className="ml-auto flex items-center gap-2">
        <label htmlFor={malwareId}>They are malware</label>
        <Switch id={malwareId} checked={malware} onCheckedChange={setMalware} />
      </span>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files"
        onChange={(event) => {
          take(event.target.files);
          event.target.value = '';
        }}
      />
      {malware && (
        <p className="w-full text-ink-3 text-sm">
          They can only be downloaded as a ZIP with the password “infected”, and their hashes count as implicated.
        </p>
      )}
    </section>
  );
}
