'use client';

import { useQuery } from '@tanstack/react-query';
import { Handshake } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { ownsCases } from '#lib/domain/actor.ts';
import type { HandOverInput } from '#lib/domain/hand-over.ts';
import type { HandOverDraftItem, HandOverView } from '#lib/domain/views/hand-over.ts';
import { useAct } from '../query/act.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { useMe } from '../query/me.ts';
import { useMembers } from '../query/members.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Textarea } from '../ui/input.tsx';
import { Select } from '../ui/select.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';
import { useToast } from '../ui/toast.tsx';
import { OfferItem } from './offer-item.tsx';
import { isEmptyOffer, itemsOf, type OfferWords, startOf } from './offer-words.ts';

/** One's own open cases, with what the next owner has to know of each, for one colleague. */
export function OfferForm({ onOffered }: { onOffered: () => void }) {
  const draft = useQuery({
    queryKey: keys.handOverDraft,
    queryFn: async ({ signal }) =>
      (await api.get<{ items: HandOverDraftItem[] }>('hand-overs/draft', {}, signal)).items,
  });
  if (draft.error) return <ErrorState error={draft.error} onRetry={() => void draft.refetch()} />;
  if (!draft.data) return <SkeletonRows rows={4} />;
  if (draft.data.length === 0)
    return (
      <EmptyState icon={<Handshake aria-hidden />} title="You own no open case">
        There is nothing to hand over.
      </EmptyState>
    );
  return <Offer items={draft.data} onOffered={onOffered} />;
}

function Offer({ items, onOffered }: { items: readonly HandOverDraftItem[]; onOffered: () => void }) {
  const me = useMe();
  const toast = useToast();
  const { members } = useMembers();
  const [words, setWords] = useState<OfferWords>({});
  const { act, busy, field } = useAct((offer: HandOverInput) => api.post<HandOverView>('hand-overs', offer), {
    stale: [['hand-overs'], ['cases']],
    done: ({ to }) => {
      toast({ title: `${to.name} is asked to take over`, tone: 'ok' });
      onOffered();
    },
  });
  const colleagues = members
    .filter((one) => one.kind === 'user' && !one.disabled && ownsCases(one.role) && one.id !== me?.id)
    .sort((a, b) => Number(b.onShift) - Number(a.onShift) || a.name.localeCompare(b.name));

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void act({
      to: String(form.get('to')),
      note: String(form.get('note')).trim(),
      items: itemsOf(items, words),
    });
  };
  return (
    <form onSubmit={submit} className="flex max-w-[1500px] flex-col gap-3">
      <div className="grid items-start gap-3 wide:grid-cols-[280px_minmax(0,1fr)]">
        <Field label="Colleague" required error={field('to')}>
          <Select
            name="to"
            required
            defaultValue=""
            options={[
              { value: '', label: 'Choose …', disabled: true },
              ...colleagues.map((one) => ({
                value: one.id,
                label: `${one.name} (${one.openCases} open, ${one.onShift ? 'on shift' : 'off shift'})`,
              })),
            ]}
          />
        </Field>
        <Field label="For all of them" error={field('note')}>
          <Textarea
            name="note"
            rows={2}
            maxLength={4000}
            placeholder="What concerns the whole shift. Markdown."
            className="min-h-12!"
          />
        </Field>
      </div>
      <ul aria-label="Cases to hand over" className="card divide-y divide-line">
        {items.map((item) => (
          <li key={item.case.key}>
            <OfferItem
              item={item}
              words={words[item.case.key] ?? startOf(item)}
              onChange={(next) => setWords({ ...words, [item.case.key]: next })}
            />
          </li>
        ))}
      </ul>
      <div>
        <Button type="submit" variant="go" busy={busy} disabled={isEmptyOffer(items, words)}>
          Hand over
        </Button>
      </div>
    </form>
  );
}
