'use client';

import { useMemo } from 'react';
import { visibleBidi } from './bidi.ts';
import { cn } from './cn.ts';
import { CopyButton } from './copy-button.tsx';

/** Mono text, or a value as indented JSON, that scrolls in its box and copies. A string that is JSON is indented too. Always inert text. */
export function CodeBlock({ code, label, className }: { code: unknown; label: string; className?: string }) {
  const text = useMemo(() => pretty(code), [code]);
  return (
    <div className={cn('relative min-w-0 rounded-lg border border-line bg-raised', className)}>
      <CopyButton text={text} label={`Copy ${label}`} className="absolute top-1 right-1 bg-raised" />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section aria-label={label} tabIndex={0} className="max-h-[420px] overflow-auto px-3 py-2 pr-9">
        <pre className="whitespace-pre-wrap break-words font-mono text-[11.5px] text-ink-2 leading-[17px]">
          {visibleBidi(text)}
        </pre>
      </section>
    </div>
  );
}

function pretty(code: unknown): string {
  if (typeof code !== 'string') return JSON.stringify(code, null, 2) ?? 'undefined';
  if (!/^\s*[[{]/.test(code)) return code;
  try {
    return JSON.stringify(JSON.parse(code), null, 2);
  } catch {
    return code;
  }
}
