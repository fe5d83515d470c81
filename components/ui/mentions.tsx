import Link from 'next/link';
import type { ComponentProps } from 'react';
import type { Components } from 'react-markdown';
import { findMentions, type Mentionable } from '#lib/domain/mention.ts';

/** As much of a Markdown tree (mdast) as is looked at here. */
interface Node {
  type: string;
  value?: string;
  children?: Node[];
  data?: { hName: string; hProperties: Record<string, string> };
}

/** A remark plugin that makes links of mentions. Text alone is looked at: code and links hold no text node of their own here. */
export function mentionsIn(people: readonly Mentionable[]) {
  const walk = (node: Node) => {
    if (node.type === 'link' || node.type === 'mention' || !node.children) return;
    node.children = node.children.flatMap((child) =>
      child.type === 'text' ? cut(child.value ?? '', people) : [child],
    );
    for (const child of node.children) walk(child);
  };
  return (tree: Node) => walk(tree);
}

function cut(text: string, people: readonly Mentionable[]): Node[] {
  const pieces: Node[] = [];
  let end = 0;
  for (const { at, length, id } of findMentions(text, people)) {
    if (at > end) pieces.push({ type: 'text', value: text.slice(end, at) });
    pieces.push({
      type: 'mention',
      data: { hName: 'mark', hProperties: { 'data-member': id } },
      children: [{ type: 'text', value: text.slice(at, at + length) }],
    });
    end = at + length;
  }
  if (end < text.length) pieces.push({ type: 'text', value: text.slice(end) });
  return pieces;
}

/** A mention leads to what the member works on. */
export const MentionLink: NonNullable<Exclude<Components['mark'], string>> = ({ node: _, children, ...rest }) => {
  const id = (rest as ComponentProps<'mark'> & { 'data-member'?: string })['data-member'];
  if (!id) return <span>{children}</span>;
  return (
    <Link href={`/cases?assignee=${id}`} prefetch={false} className="rounded-xs bg-accent-bg px-0.5 text-accent-ink">
      {children}
    </Link>
  );
};
