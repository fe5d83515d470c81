'use client';

import type { ReactNode } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import type { Mentionable } from '#lib/domain/mention.ts';
import { withoutBidi } from './bidi.ts';
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

/** A text as Markdown: as `Markdown` shows it, which fetches this file. */
export default function MarkdownBody({
  text,
  mentions = NOBODY,
}: {
  text: string;
  mentions?: readonly Mentionable[] | undefined;
}) {
  return (
    <ReactMarkdown
      remarkPlugins={mentions.length > 0 ? [remarkGfm, htmlAsText, [mentionsIn, mentions]] : [remarkGfm, htmlAsText]}
      components={COMPONENTS}
      urlTransform={(url) => (SAFE.test(url) ? url : '')}
    >
      {withoutBidi(text)}
    </ReactMarkdown>
  );
}
