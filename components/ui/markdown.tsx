'use client';

import { memo, type ReactNode } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import type { Mentionable } from '#lib/domain/mention.ts';
import { withoutBidi } from './bidi.ts';
import { cn } from './cn.ts';
import { MentionLink, mentionsIn } from './mentions.tsx';

const NOBODY: readonly Mentionable[] = [];
const SAFE = /^(https?:|mailto:)/i;

/**
 * Links leave without a referrer and only by these protocols. A bare address in a text stays text: in a case it is more often an indicator
 * than a place to go. Pictures are named, never fetched: fetching one tells its owner who reads.
 */
const COMPONENTS: Components = {
  a: ({ href, children }) =>
    href && SAFE.test(href) && !isBare(href, children) ? (
      <a href={href} target="_blank" rel="noopener noreferrer nofollow" title={href}>
        {children}
      </a>
    ) : (
      <span>{children}</span>
    ),
  img: ({ alt, src }) => (
    <span className="text-ink-3">
      [picture{alt ? `: ${alt}` : ''}
      {typeof src === 'string' && SAFE.test(src) ? `, not loaded, ${src}` : ', not loaded'}]
    </span>
  ),
  // Only the mentions write one: HTML of the text is skipped.
  mark: MentionLink,
  input: ({ checked }) => (
    <input type="checkbox" checked={checked ?? false} readOnly tabIndex={-1} aria-label={checked ? 'done' : 'open'} />
  ),
};

interface Node {
  type: string;
  children?: Node[];
}

/** HTML is no markup here, but it may be what an analyst must read: it is shown as it was written. */
function htmlAsText() {
  const turn = (node: Node) => {
    if (node.type === 'html') node.type = 'text';
    node.children?.forEach(turn);
  };
  return turn;
}

/** `https://x.example` or `www.x.example` or `a@x.example` as such, not `[title](https://x.example)`. */
function isBare(href: string, children: ReactNode): boolean {
  const bare = (text: string) => text.replace(/^(https?:\/\/|mailto:)/i, '').replace(/\/$/, '');
  return typeof children === 'string' && bare(children) === bare(href);
}

const PROSE =
  'min-w-0 max-w-[76ch] break-words [&>*+*]:mt-2 [&_a]:text-accent-ink [&_a]:underline [&_a]:underline-offset-2 [&_blockquote]:border-line [&_blockquote]:border-l-2 [&_blockquote]:pl-3 [&_blockquote]:text-ink-2 [&_code]:rounded-xs [&_code]:bg-hover [&_code]:px-1 [&_code]:font-mono [&_code]:text-[0.92em] [&_h1]:font-semibold [&_h1]:text-lg [&_h2]:font-semibold [&_h2]:text-[14px] [&_h3]:font-semibold [&_h4]:font-semibold [&_hr]:border-line [&_li]:mt-0.5 [&_ol]:list-decimal [&_ol]:pl-5 [&_pre]:whitespace-pre-wrap [&_pre]:rounded-lg [&_pre]:border [&_pre]:border-line [&_pre]:bg-raised [&_pre]:p-2.5 [&_pre_code]:bg-transparent [&_pre_code]:p-0 [&_table]:block [&_table]:overflow-x-auto [&_td]:border [&_td]:border-line [&_td]:px-2 [&_td]:py-0.5 [&_th]:border [&_th]:border-line [&_th]:px-2 [&_th]:py-0.5 [&_th]:text-left [&_ul]:list-disc [&_ul]:pl-5';

/** Markdown of people and vendors alike: HTML as text, nothing fetched, nothing that acts. `mentions`: who is meant by an @ and a name. */
export const Markdown = memo(function Markdown({
  text,
  className,
  mentions = NOBODY,
}: {
  text: string;
  className?: string;
  mentions?: readonly Mentionable[];
}) {
  return (
    <div className={cn(PROSE, className)}>
      <ReactMarkdown
        remarkPlugins={mentions.length > 0 ? [remarkGfm, htmlAsText, [mentionsIn, mentions]] : [remarkGfm, htmlAsText]}
        components={COMPONENTS}
        urlTransform={(url) => (SAFE.test(url) ? url : '')}
      >
        {withoutBidi(text)}
      </ReactMarkdown>
    </div>
  );
});
