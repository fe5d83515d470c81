'use client';

import { useRouter } from 'next/navigation';
import type { ScoutWorkView } from '#lib/domain/views/scout.ts';
import { Link } from '../ui/link.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { Table, Td, Th, Tr } from '../ui/table.tsx';
import { Tag } from '../ui/tag.tsx';
import { Untrusted } from '../ui/untrusted.tsx';
import { JUDGED_WORDS, OUTCOME_WORDS, VERDICT_WORDS } from './words.ts';

/** The cases that Scout has worked, each with what it found and what a person made of that. */
export function WorkTable({ items }: { items: readonly ScoutWorkView[] }) {
  const router = useRouter();
  return (
    <Table caption="Cases that Scout has worked, the latest first">
      <thead>
        <tr>
          <Th>Case</Th>
          <Th className="narrow:hidden">Found</Th>
          <Th className="narrow:hidden">Outcome</Th>
          <Th className="narrow:hidden">People</Th>
          <Th className="narrow:hidden">Category</Th>
          <Th className="text-right narrow:hidden">Ended</Th>
        </tr>
      </thead>
      <tbody>
        {items.map((work) => (
          <Tr key={work.id} onOpen={() => router.push(`/cases/${work.case.key}`)}>
            <Td className="max-w-[26rem] narrow:max-w-0">
              <span className="flex min-w-0 items-center gap-2">
                <SeverityMark severity={work.case.severity} word={false} />
                <Link
                  href={`/cases/${work.case.key}`}
                  className="min-w-[66px] shrink-0 font-mono text-sm hover:underline"
                >
                  {work.case.key}
                </Link>
                <span className="truncate">
                  <Untrusted>{work.case.title}</Untrusted>
                </span>
              </span>
              <span className="hidden flex-wrap items-center gap-x-2 gap-y-1 pt-1 text-ink-3 text-sm narrow:flex">
                <Found work={work} />
                {OUTCOME_WORDS[work.outcome]}
                <Judged work={work} />
                <RelativeTime at={work.endedAt} />
              </span>
            </Td>
            <Td className="narrow:hidden">
              <Found work={work} />
            </Td>
            <Td className="whitespace-nowrap text-ink-2 narrow:hidden">{OUTCOME_WORDS[work.outcome]}</Td>
            <Td className="narrow:hidden">
              <Judged work={work} />
            </Td>
            <Td className="whitespace-nowrap text-ink-2 narrow:hidden">{work.category}</Td>
            <Td className="whitespace-nowrap text-right text-ink-3 narrow:hidden">
              <RelativeTime at={work.endedAt} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Found({ work: { verdict } }: { work: ScoutWorkView }) {
  return <Tag tone={VERDICT_WORDS[verdict].tone}>{VERDICT_WORDS[verdict].word}</Tag>;
}

/** What a person made of it; nothing while nobody has said. */
function Judged({ work: { judged } }: { work: ScoutWorkView }) {
  return judged && <Tag tone={JUDGED_WORDS[judged].tone}>{JUDGED_WORDS[judged].word}</Tag>;
}
