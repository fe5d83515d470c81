'use client';

import { ChevronRight, Radio } from 'lucide-react';
import { useState } from 'react';
import type { CaseEventView } from '#lib/domain/views/case.ts';
import { useOrder } from '../injections/case-orders.ts';
import { OrderMark } from '../injections/order-mark.tsx';
import { keys } from '../query/keys.ts';
import { usePages } from '../query/pages.ts';
import { cn } from '../ui/cn.ts';
import { CodeBlock } from '../ui/code-block.tsx';
import { Link } from '../ui/link.tsx';
import { ListStates } from '../ui/list-states.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Tag } from '../ui/tag.tsx';
import { Untrusted } from '../ui/untrusted.tsx';
import { DetachEvent } from './detach-event.tsx';
import { EventDetails } from './event-details.tsx';

/** What the vendors sent about this case, raw. */
export function CaseEvents({ caseKey }: { caseKey: string }) {
  const events = usePages<CaseEventView>(keys.caseEvents(caseKey), `cases/${caseKey}/events`);
  return (
    <ListStates
      list={events}
      empty={
        <EmptyState icon={<Radio aria-hidden />} title="No vendor event">
          This case was opened by hand or by the API.
        </EmptyState>
      }
    >
      <ul aria-label="Events" className="flex flex-col">
        {events.items.map((event) => (
          <EventItem key={event.id} caseKey={caseKey} event={event} />
        ))}
      </ul>
    </ListStates>
  );
}

function EventItem({ caseKey, event }: { caseKey: string; event: CaseEventView }) {
  const [open, setOpen] = useState(false);
  const sent = useOrder('event', { id: event.deliveryId ?? '' });
  const read = useOrder('details', { id: event.vendorId });
  return (
    <li className="border-line/55 border-b">
      <div className="flex min-h-[38px] items-center gap-2.5">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex min-w-0 flex-1 items-center gap-2 py-1 text-left hover:text-accent-ink touch:min-h-11"
        >
          <ChevronRight
            aria-hidden
            className={cn('size-4 shrink-0 text-ink-3 transition-transform duration-100', open && 'rotate-90')}
          />
          <Tag>{event.vendor}</Tag>
          <span className="min-w-0 truncate font-[510]">
            <Untrusted>{event.title}</Untrusted>
          </span>
        </button>
        <OrderMark order={sent ?? read} className="narrow:hidden" />
        {event.techniques.map((technique) => (
          <Tag key={technique} mono className="narrow:hidden">
            {technique}
          </Tag>
        ))}
        {event.deliveryId && (
          <Link
            href={`/deliveries/${event.deliveryId}`}
            className="whitespace-nowrap text-accent-ink text-sm hover:underline narrow:hidden"
          >
            Delivery
          </Link>
        )}
        <RelativeTime at={event.at} className="whitespace-nowrap text-ink-3 text-sm" />
      </div>
      {open && (
        <div className="pb-3 pl-6">
          <p className="mb-1.5 text-ink-3 text-sm">
            {event.vendor} id{' '}
            <span className="font-mono">
              <Untrusted>{event.vendorId}</Untrusted>
            </span>
            , received <RelativeTime at={event.receivedAt} />
          </p>
          {event.details && <EventDetails vendor={event.vendor} details={event.details} />}
          <DetachEvent caseKey={caseKey} eventId={event.id} />
          {event.raw === undefined ? (
            <p className="text-ink-3 text-sm">Your role does not see what the vendor sent.</p>
          ) : (
            <CodeBlock code={event.raw} label="Raw event" />
          )}
        </div>
      )}
    </li>
  );
}
