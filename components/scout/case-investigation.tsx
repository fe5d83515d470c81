'use client';

import { useQuery } from '@tanstack/react-query';
import type { InvestigationView } from '#lib/domain/views/scout.ts';
import { useAct } from '../query/act.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { useMay } from '../query/me.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { ScoutFace } from '../ui/scout-face.tsx';
import { Tag } from '../ui/tag.tsx';
import { Untrusted } from '../ui/untrusted.tsx';
import { ActList } from './act-list.tsx';
import { EvidenceList } from './evidence-list.tsx';
import { WhyInvestigation } from './why-investigation.tsx';
import { CONFIDENCE_WORDS, JUDGED_WORDS, VERDICT_WORDS } from './words.ts';

/** What Scout made of a case: its last investigation. Nothing where it never had the case. */
export function CaseInvestigation({ caseKey }: { caseKey: string }) {
  const { data } = useQuery({
    queryKey: keys.caseInvestigations(caseKey),
    queryFn: ({ signal }) => api.get<{ items: InvestigationView[] }>(`cases/${caseKey}/scout`, {}, signal),
  });
  const [work, ...earlier] = data?.items ?? [];
  return work ? <Investigation caseKey={caseKey} work={work} earlier={earlier.length} /> : null;
}

function Investigation({
  caseKey,
  work,
  earlier,
}: {
  caseKey: string;
  work: InvestigationView;
  /** How many investigations came before it. */
  earlier: number;
}) {
  const may = useMay('case.transition');
  const { act, busy } = useAct(
    (one?: string) => api.post<InvestigationView>(`cases/${caseKey}/scout/undo`, one === undefined ? {} : { act: one }),
    { stale: [keys.case(caseKey), ['scout']] },
  );
  const { investigation, facts, acts, refusals, verdict, judged, by, outputId } = work;
  const { word, tone } = VERDICT_WORDS[verdict];
  const of = (side: 'for' | 'against') => investigation.evidence.filter((item) => item.side === side);
  // Only of the work on this case itself: what was merged into it is a record.
  const undo = may && work.case.key === caseKey ? (one?: string) => void act(one) : undefined;
  return (
    <section aria-label="Investigation by Scout" className="card flex flex-col gap-2.5 px-3.5 py-3">
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        <span className="text-ink-3 [&_svg]:size-4">
          <ScoutFace />
        </span>
        <h2 className="font-semibold">Scout’s investigation</h2>
        <Tag tone={tone}>{word}</Tag>
        <span className="text-ink-2 text-sm">{CONFIDENCE_WORDS[investigation.confidence]}</span>
        {judged && <Tag tone={JUDGED_WORDS[judged].tone}>{JUDGED_WORDS[judged].word}</Tag>}
        <span className="ml-auto text-ink-3 text-sm">
          {by === 'model' ? 'By the model' : 'By rules'} <RelativeTime at={work.endedAt} />
        </span>
      </div>
      <p className="break-words">
        <Untrusted>{investigation.hypothesis}</Untrusted>
      </p>
      <EvidenceList title="What speaks for it" items={of('for')} facts={facts} />
      <EvidenceList title="What speaks against it" items={of('against')} facts={facts} />
      <Words title="Proposed next" lines={investigation.nextSteps.map(({ text }) => text)} />
      <Words title="Why Scout did not resolve it" lines={refusals} />
      <p className="text-ink-2">{work.summary}</p>
      <ActList acts={acts} busy={busy} onUndo={undo} />
      {earlier > 0 && (
        <p className="text-ink-3 text-sm">Scout had this case before. Only what it did last can be taken back here.</p>
      )}
      {outputId && <WhyInvestigation caseKey={caseKey} outputId={outputId} />}
    </section>
  );
}

function Words({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className="mb-1 text-ink-3 text-xs">{title}</h3>
      <ul className="list-disc pl-4">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
