import { Bot } from 'lucide-react';
import type { CaseOrder } from '#lib/domain/views/case.ts';
import { Tag } from '../ui/tag.tsx';

/** Beside a text that gives orders to a model. What a colleague wrote is no alarm. */
export function OrderMark({
  order,
  className,
}: {
  order: Pick<CaseOrder, 'byPerson'> | undefined;
  className?: string;
}) {
  if (!order) return null;
  return (
    <Tag
      tone={order.byPerson ? 'plain' : 'medium'}
      title="A model sees this text as data, and nobody follows it"
      className={className}
    >
      <Bot aria-hidden />
      reads like an order
    </Tag>
  );
}
