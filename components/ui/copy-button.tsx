'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { copyText } from './clipboard.ts';
import { cn } from './cn.ts';

/** Copies `text` and says so. `label` is what is copied: "Copy key". With children it is a text that copies itself. */
export function CopyButton({
  text,
  label,
  children,
  framed = false,
  className,
}: {
  text: string;
  label: string;
  children?: React.ReactNode;
  /** Looks like the buttons that it stands among. */
  framed?: boolean;
  className?: string;
}) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      aria-label={children ? undefined : label}
      title={label}
      onClick={async (event) => {
        event.stopPropagation();
        setCopied(await copyText(text));
      }}
      className={cn(
        'inline-flex shrink-0 items-center justify-center hover:bg-hover touch:min-h-11 touch:min-w-11 [&_svg]:size-3.5',
        framed
          ? 'h-7 gap-[7px] rounded-lg border border-line bg-raised px-2.5 font-medium text-[12.5px]'
          : 'min-h-6 min-w-6 gap-1 rounded-xs',
        copied ? 'text-ok' : framed ? 'text-ink' : 'text-ink-3 hover:text-ink',
        className,
      )}
    >
      {children}
      <Icon aria-hidden />
      <span role="status" className="sr-only">
        {copied ? 'Copied' : ''}
      </span>
    </button>
  );
}
