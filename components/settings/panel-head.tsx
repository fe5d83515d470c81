import type { ReactNode } from 'react';

/** What a list of settings is for, and at the right what adds to it. */
export function PanelHead({ children, act }: { children: ReactNode; act?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-start gap-3 pb-2">
      <p className="min-w-0 max-w-[68ch] flex-1 basis-60 text-ink-2">{children}</p>
      {act && <span className="ml-auto">{act}</span>}
    </div>
  );
}
