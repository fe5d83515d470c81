'use client';

import { House, Radar, Scale } from 'lucide-react';
import { useState } from 'react';
import { JudgementNotes } from '#components/observables/judgement-notes.tsx';
import { OverrideDialog } from '#components/observables/override-dialog.tsx';
import { useEnrich } from '#components/observables/use-enrich.ts';
import { VerdictStrip } from '#components/observables/verdict-strip.tsx';
import { useAct } from '#components/query/act.ts';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { useMay } from '#components/query/me.ts';
import { Button } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Untrusted } from '#components/ui/untrusted.tsx';
import type { ObservableDetail } from '#lib/domain/views/observable.ts';

/** What it is, what is held of it, and what one can say of it. */
export function ObservableHead({ observable }: { observable: ObservableDetail }) {
  const { judgement, member, ownBy } = observable;
  const same = observable.value === observable.defanged;
  const [overriding, setOverriding] = useState(false);
  const mayJudge = useMay('observable.judge');
  const mayOwn = useMay('allow_list.write');
  const own = useAct(
    (allowListed: boolean) => api.patch<ObservableDetail>(`observables/${observable.id}`, { allowListed }),
    { stale: [['observables'], ['case'], keys.ownAssets] },
  );
  const enrich = useEnrich(observable);
  return (
    <div className="card flex flex-col gap-2.5 px-3.5 py-3">
      <p className="break-all font-mono text-lg">
        <Untrusted>{observable.defanged}</Untrusted>
      </p>
      <VerdictStrip judgement={judgement} />
      <JudgementNotes judgement={judgement} />
      <p className="text-ink-2">
        First seen <RelativeTime at={observable.firstSeen} />, last <RelativeTime at={observable.lastSeen} />
      </p>
      {member && <p className="text-ink-2">The e-mail address of {member.name}, a member here.</p>}
      {ownBy && (
        <p className="text-ink-2">
          Our own, by the entry <span className="font-mono text-sm">{ownBy.value}</span>
          {ownBy.note && ` (${ownBy.note})`}
        </p>
      )}
      <p className="flex flex-wrap gap-2">
        <CopyButton text={observable.defanged} label={same ? 'Copy' : 'Copy defanged'} framed>
          {same ? 'Copy' : 'Copy defanged'}
        </CopyButton>
        {enrich.offered && (
          <Button busy={enrich.busy} onClick={enrich.ask}>
            <Radar aria-hidden /> Ask the sources
          </Button>
        )}
        {!same && (
          <CopyButton text={observable.value} label="Copy as it is" framed>
            Copy as it is
          </CopyButton>
        )}
        {mayJudge && (
          <Button onClick={() => setOverriding(true)}>
            <Scale aria-hidden /> Set the verdict
          </Button>
        )}
        {mayOwn && (
          <Button busy={own.busy} onClick={() => void own.act(!observable.allowListed)}>
            <House aria-hidden /> {observable.allowListed ? 'Not our own' : 'Our own asset'}
          </Button>
        )}
      </p>
      {mayJudge && overriding && <OverrideDialog observable={observable} open onOpenChange={setOverriding} />}
    </div>
  );
}
