'use client';

import { Handshake } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { HandOverView } from '#lib/domain/views/hand-over.ts';
import { keys } from '../query/keys.ts';
import { useMay, useMe } from '../query/me.ts';
import { usePages } from '../query/pages.ts';
import { ListStates } from '../ui/list-states.tsx';
import { PageBar, PageBody } from '../ui/page-bar.tsx';
import { EmptyState, SkeletonRows } from '../ui/states.tsx';
import { TabPanel, Tabs } from '../ui/tabs.tsx';
import { newestAnswer } from './answers.ts';
import { HandOverCard } from './hand-over-card.tsx';
import { OfferForm } from './offer-form.tsx';
import { markAnswersSeen } from './seen-answers.ts';
import { useHandOverNews } from './use-hand-over-news.ts';

type Box = 'in' | 'offer' | 'out';

/** The end of a shift and the start of the next: what colleagues offer, and what one offers oneself. */
export function HandOverPage() {
  const incoming = useBox('in');
  const outgoing = useBox('out');
  const me = useMe();
  const known = me !== undefined && !incoming.isPending;
  const may = useMay('hand_over.write');
  const [box, setBox] = useState<Box | null>(null);
  const waiting = incoming.items.filter((one) => one.status === 'open').length;
  // Who is waited for decides first; else one came to hand over. Once shown, nothing turns the page but its reader.
  if (box === null && known) setBox(waiting > 0 || !may ? 'in' : 'offer');
  const { answered } = useHandOverNews();
  const newest = newestAnswer(outgoing.items);
  useEffect(() => {
    if (box === 'out' && me && newest) markAnswersSeen(me.id, newest);
  }, [box, me, newest]);
  return (
    <>
      <PageBar title="Shift hand-over" />
      <PageBody className="px-[18px] py-3 narrow:px-3">
        {box === null ? (
          <SkeletonRows />
        ) : (
          <Tabs
            label="Hand-overs"
            value={box}
            onValueChange={(next) => setBox(next as Box)}
            items={[
              { id: 'in', label: 'To me', count: waiting },
              ...(may ? [{ id: 'offer', label: 'Hand over my cases' }] : []),
              { id: 'out', label: 'From me', ...(answered > 0 && { count: answered }) },
            ]}
          >
            <TabPanel id="in">
              <Cards list={incoming} as="receiver" empty="Nobody has handed cases over to you" />
            </TabPanel>
            <TabPanel id="offer">
              <OfferForm onOffered={() => setBox('out')} />
            </TabPanel>
            <TabPanel id="out">
              <Cards list={outgoing} as="sender" empty="You have handed nothing over yet" />
            </TabPanel>
          </Tabs>
        )}
      </PageBody>
    </>
  );
}

const useBox = (box: 'in' | 'out') => usePages<HandOverView>(keys.handOvers(box), 'hand-overs', { box }, { limit: 20 });

function Cards({ list, as, empty }: { list: ReturnType<typeof useBox>; as: 'receiver' | 'sender'; empty: string }) {
  return (
    <ListStates list={list} empty={<EmptyState icon={<Handshake aria-hidden />} title={empty} />}>
      <ul className="flex max-w-[1000px] flex-col gap-3">
        {list.items.map((one) => (
          <li key={one.id}>
            <HandOverCard handOver={one} as={as} />
          </li>
        ))}
      </ul>
    </ListStates>
  );
}
