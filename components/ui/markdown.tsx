'use client';

import { lazy, memo, Suspense } from 'react';
import type { Mentionable } from '#lib/domain/mention.ts';
import { cn } from './cn.ts';
import { Untrusted } from './untrusted.tsx';

/** What reads Markdown weighs as much as a page, and a list needs none of it: it comes when the first text does. */
const Body = lazy(() => import('./markdown-body.tsx'));

const PROSE =
  'min-w-0 max-w-[76ch] break-words [&>*+*]:mt-2 [&_a]:text-accent-ink [&_a]:underline [&_a]:underline-offset-2 [&_blockquote]:border-line [&_blockquote]:border-l-2 [&_blockquote]:pl-3 [&_blockquote]:text-ink-2 [&_code]:rounded-xs [&_code]:bg-hover [&_code]:px-1 [&_code]:font-mono [&_code]:text-[0.92em] [&_h1]:font-semibold [&_h1]:text-lg [&_h2]:font-semibold [&_h2]:text-[14px] [&_h3]:font-semibold [&_h4]:font-semibold [&_hr]:border-line [&_li]:mt-0.5 [&_ol]:list-decimal [&_ol]:pl-5 [&_pre]:whitespace-pre-wrap [&_pre]:rounded-lg [&_pre]:border [&_pre]:border-line [&_pre]:bg-raised [&_pre]:p-2.5 [&_pre_code]:bg-transparent [&_pre_code]:p-0 [&_table]:block [&_table]:overflow-x-auto [&_td]:border [&_td]:border-line [&_td]:px-2 [&_td]:py-0.5 [&_th]:border [&_th]:border-line [&_th]:px-2 [&_th]:py-0.5 [&_th]:text-left [&_ul]:list-disc [&_ul]:pl-5';

/** Markdown of people and vendors alike: HTML as text, nothing fetched, nothing that acts. `mentions`: who is meant by an @ and a name. */
export const Markdown = memo(function Markdown({
  text,
  className,
  mentions,
}: {
  text: string;
  className?: string;
  mentions?: readonly Mentionable[];
}) {
  return (
    <div className={cn(PROSE, className)}>
      <Suspense
        fallback={
          <p className="whitespace-pre-line">
            <Untrusted>{text}</Untrusted>
          </p>
        }
      >
        <Body text={text} mentions={mentions} />
      </Suspense>
    </div>
  );
});
