'use client';

import { ChevronRight, Star } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { CaseObservableView } from '#lib/domain/views/case.ts';
import { useOrder } from '../injections/case-orders.ts';
import { OrderMark } from '../injections/order-mark.tsx';
import { formatCases } from '../query/pages.ts';
import { Avatar } from '../ui/avatar.tsx';
import { cn } from '../ui/cn.ts';
import { observableTypeName } from '../ui/names.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Td, Tr } from '../ui/table.tsx';
import { Tag } from '../ui/tag.tsx';
import { JudgementNotes } from './judgement-notes.tsx';
import { ObservableMenu } from './observable-menu.tsx';
import { ObservableValue } from './observable-value.tsx';
import { originWords } from './origin.ts';
import { RoleTag } from './role-tag.tsx';
import { SharedCases } from './shared-cases.tsx';
import { SourceTable } from './source-table.tsx';
import { VerdictStrip } from './verdict-strip.tsx';
import { VerdictTag } from './verdict-tag.tsx';

/** One indicator of a case; opened, it says source by source why, and which other cases hold it. */
export function ObservableRow({ caseKey, observable }: { caseKey: string; observable: CaseObservableView }) {
  const [open, setOpen] = useState(false);
  const { judgement } = observable;
  const order = useOrder('observable', { id: observable.id });
  return (
    <>
      <Tr>
        <Td className="w-8 pr-0">
          <button
            type="button"
            aria-expanded={open}
            aria-label={`Details of ${observable.defanged}`}
            onClick={() => setOpen(!open)}
            className="grid size-6 place-items-center rounded-md text-ink-3 hover:bg-hover hover:text-ink touch:size-11"
          >
            <ChevronRight aria-hidden className={cn('size-4 transition-transform duration-100', open && 'rotate-90')} />
          </button>
        </Td>
        <Td className="whitespace-nowrap text-ink-2 narrow:hidden">{observableTypeName(observable.type)}</Td>
        <Td className="w-full max-w-0">
          <span className="flex min-w-0 items-center gap-1.5">
            {observable.key && (
              <Star role="img" aria-label="Key observable" className="size-3.5 shrink-0 fill-current text-medium" />
            )}
            <ObservableValue
              observable={observable}
              className="min-w-0 narrow:flex-wrap narrow:*:break-all narrow:*:whitespace-normal"
            />
          </span>
        </Td>
        <Td className="whitespace-nowrap narrow:hidden">
          <RoleTag observable={observable} />
        </Td>
        <Td>
          <span className="flex items-center gap-1 whitespace-nowrap narrow:flex-wrap">
            <VerdictTag verdict={observable.verdict} score={observable.score} />
            {judgement.alarm && <Tag tone="critical">own: alarm</Tag>}
            {judgement.conflict && <Tag tone="medium">conflict</Tag>}
            <OrderMark order={order} />
            <VerdictStrip judgement={judgement} most={4} className="flex-nowrap! narrow:hidden" />
          </span>
        </Td>
        <Td className="num text-ink-2 narrow:hidden">{formatCases(observable)}</Td>
        <Td className="whitespace-nowrap text-ink-3 narrow:hidden">
          <RelativeTime at={observable.firstSeen} />
        </Td>
        <Td className="w-8 pl-0">
          <ObservableMenu caseKey={caseKey} observable={observable} />
        </Td>
      </Tr>
      {open && (
        <tr>
          <td colSpan={8} className="max-w-0 border-line/55 border-b bg-raised/40 px-3.5 py-3 narrow:px-2">
            <Details caseKey={caseKey} observable={observable} />
          </td>
        </tr>
      )}
    </>
  );
}

function Details({ caseKey, observable }: { caseKey: string; observable: CaseObservableView }) {
  const from = originWords(observable.origins);
  return (
    <div className="flex flex-col gap-3">
      <JudgementNotes judgement={observable.judgement} />
      <Part title="Sources">
        <SourceTable sources={observable.judgement.sources} />
      </Part>
      <Part title="Cases that share it">
        <SharedCases caseKey={caseKey} observable={observable} />
      </Part>
      <Part title="Came from">
        <p className="flex min-w-0 items-start gap-1.5 text-ink-2">
          <Avatar actor={observable.addedBy} />
          <span className="min-w-0 whitespace-pre-line break-words font-mono text-sm">{from.all}</span>
        </p>
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0">
      <h3 className="mb-1 font-semibold text-ink-2 text-xs">{title}</h3>
      {children}
    </section>
  );
}
