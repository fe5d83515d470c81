'use client';

import { useState } from 'react';
import type { HandOverItemView, HandOverView } from '#lib/domain/views/hand-over.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { Markdown } from '../ui/markdown.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Tag } from '../ui/tag.tsx';
import { DeclineDialog } from './decline-dialog.tsx';
import { HandedCaseLine } from './handed-case.tsx';
import { useHandOver } from './use-hand-over.ts';
import { STATUS_WORDS, WORDS } from './words.ts';

/** One hand-over: who to whom, what about each case, and what is still to decide. */
export function HandOverCard({ handOver, as }: { handOver: HandOverView; as: 'receiver' | 'sender' }) {
  const { accept, decline, withdraw } = useHandOver(handOver.id);
  const [declining, setDeclining] = useState<{ cases: readonly string[] | undefined } | null>(null);
  const waiting = handOver.items.filter((item) => item.status === 'pending').length;
  const decides = as === 'receiver' && handOver.status === 'open' && waiting > 0;
  const other = as === 'receiver' ? handOver.from : handOver.to;
  const name = as === 'receiver' ? `From ${other.name}` : `To ${other.name}`;
  return (
    <section aria-label={name} className="card">
      <header className="flex flex-wrap items-center gap-2 border-line border-b px-3.5 py-2.5">
        <Avatar actor={other} titled={false} />
        <h2 className="font-semibold">{name}</h2>
        <RelativeTime at={handOver.createdAt} className="text-ink-3 text-sm" />
        {handOver.status === 'withdrawn' && <Tag>Withdrawn</Tag>}
        <span className="ml-auto flex flex-wrap gap-2">
          {decides && (
            <>
              <Button onClick={() => setDeclining({ cases: undefined })}>Decline all</Button>
              <Button variant="go" busy={accept.busy} onClick={() => void accept.act(undefined)}>
                {waiting === 1 ? 'Accept' : `Accept all ${waiting}`}
              </Button>
            </>
          )}
          {as === 'sender' && handOver.status === 'open' && (
            <ConfirmButton
              title="Withdraw the hand-over?"
              message={`What ${handOver.to.name} has not decided stays with you.`}
              confirm="Withdraw it"
              onConfirm={() => withdraw.act(undefined)}
            >
              Withdraw
            </ConfirmButton>
          )}
        </span>
        {handOver.note && <Markdown text={handOver.note} className="w-full text-ink-2" />}
      </header>
      <ul className="divide-y divide-line">
        {handOver.items.map((item) => (
          <li key={item.case.key} className="flex flex-col gap-2 px-3.5 py-2.5">
            <div className="flex flex-wrap items-center gap-2">
              <HandedCaseLine of={item.case} />
              <span className="ml-auto flex items-center gap-2">
                {decides && item.status === 'pending' && waiting > 1 ? (
                  <>
                    <Button
                      aria-label={`Decline ${item.case.key}`}
                      onClick={() => setDeclining({ cases: [item.case.key] })}
                    >
                      Decline
                    </Button>
                    <Button
                      aria-label={`Accept ${item.case.key}`}
                      busy={accept.busy}
                      onClick={() => void accept.act([item.case.key])}
                    >
                      Accept
                    </Button>
                  </>
                ) : (
                  <Tag tone={STATUS_WORDS[item.status].tone}>{STATUS_WORDS[item.status].word}</Tag>
                )}
              </span>
            </div>
            <Words item={item} />
          </li>
        ))}
      </ul>
      {declining && (
        <DeclineDialog
          name={handOver.from.name}
          busy={decline.busy}
          error={decline.field('reason')}
          onClose={() => setDeclining(null)}
          onDecline={async (reason) => {
            if (await decline.act({ cases: declining.cases, reason })) setDeclining(null);
          }}
        />
      )}
    </section>
  );
}

function Words({ item }: { item: HandOverItemView }) {
  const told = WORDS.filter(({ field }) => item[field]);
  if (told.length === 0 && !item.reason) return null;
  return (
    <dl className="grid grid-cols-[130px_minmax(0,1fr)] gap-x-2 gap-y-1 narrow:grid-cols-1 [&>dt]:text-ink-3">
      {told.map(({ field, label }) => (
        <div key={field} className="contents">
          <dt>{label}</dt>
          <dd className="whitespace-pre-wrap break-words">{item[field]}</dd>
        </div>
      ))}
      {item.reason && (
        <>
          <dt>Reason</dt>
          <dd className="break-words">{item.reason}</dd>
        </>
      )}
    </dl>
  );
}
