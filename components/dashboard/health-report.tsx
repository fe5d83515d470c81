import { ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { sumOf } from '#lib/domain/health/findings.ts';
import type { HealthItem, HealthSnapshot } from '#lib/domain/views/health.ts';
import { WhyDetails } from '../ai/why-details.tsx';
import { Link } from '../ui/link.tsx';
import { severityName } from '../ui/names.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Table, Td, Th, Tr } from '../ui/table.tsx';
import { Tag } from '../ui/tag.tsx';
import { toneOfSeverity } from '../ui/tone.ts';
import { Untrusted } from '../ui/untrusted.tsx';

const COUNT = new Intl.NumberFormat('en');

/** A daily check as it stood: in words, in numbers, what changed, and the list of what nobody has taken. */
export function HealthReport({ snapshot }: { snapshot: HealthSnapshot }) {
  const { summary, total, more, ownedHere, endedHere, change, looked, timers, limits, runId, reason, card } = snapshot;
  const unread = sumOf(snapshot.unread);
  return (
    <div className="mx-auto flex w-full max-w-[1240px] flex-col gap-4">
      <section aria-labelledby="health-summary" className="card flex flex-col gap-2 px-3.5 py-3">
        <h2 id="health-summary" className="flex items-center gap-2 font-semibold text-ink-2 text-sm">
          Summary{' '}
          <Tag tone={summary.by === 'model' ? 'accent' : 'plain'}>{summary.by === 'model' ? 'Model' : 'Rules'}</Tag>
        </h2>
        <ul className="flex flex-col gap-1">
          {summary.sentences.map(({ text }) => (
            <li key={text}>
              <Untrusted>{text}</Untrusted>
            </li>
          ))}
        </ul>
        <p className="text-ink-3 text-sm">
          {reason} {change === null && 'It is the first check: there is nothing to compare with.'}{' '}
          {runId && (
            <Link href={`/runs/${runId}`} className="text-accent-ink underline">
              Open the run
            </Link>
          )}
        </p>
        {card && (
          <p className="text-ink-3 text-sm">
            <Untrusted>{card.note}</Untrusted>
          </p>
        )}
        <WhyDetails why={snapshot.why} />
      </section>
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(max(150px,22%),1fr))] gap-2.5">
        <Tile name="Unassigned" value={total} atLeast={more} />
        <Tile
          name="New since the last check"
          value={change ? change.appeared.length : null}
          atLeast={change?.atLeast.appeared}
        />
        <Tile
          name="Gone since the last check"
          value={change ? change.gone.length : null}
          atLeast={change?.atLeast.gone}
        />
        <Tile name="Owned here" value={ownedHere} />
        <Tile name="Ended here, open at Falcon" value={endedHere} />
        <Tile name="Open at Falcon" value={looked.detections + looked.incidents} />
        <Tile name="Timers started" value={timers.started} />
        <Tile name="Timers stopped" value={timers.stopped} />
      </dl>
      {total > 0 && (
        <div className="grid grid-cols-3 gap-4 narrow:grid-cols-1">
          <Tallies
            title="By severity"
            rows={snapshot.bySeverity.map(({ severity, count }) => ({ name: severityName(severity), count }))}
          />
          <Tallies title="By host" rows={snapshot.byHost} />
          <Tallies title="By technique" rows={snapshot.byTechnique} />
        </div>
      )}
      <Section title="What nobody has taken">
        <p className="text-ink-3 text-sm">
          {`Detections older than ${limits.detectionHours} hours and incidents older than ${limits.incidentDays} days, with nobody at Falcon or here.`}{' '}
          {unread > 0 && `Of these, ${COUNT.format(unread)} were counted and not read.`}{' '}
          {more && 'There are more than Falcon lists.'}
        </p>
        <Items snapshot={snapshot} />
      </Section>
      {change && change.gone.length > 0 && (
        <Section title="Not there any more">
          <ul aria-label="Not there any more" className="card divide-y divide-line">
            {change.gone.map(({ id, title, severity, host }) => (
              <li key={id} className="flex min-h-9 items-center gap-2.5 px-3.5">
                <Tag tone={toneOfSeverity(severity)}>{severityName(severity)}</Tag>
                <span className="min-w-0 truncate">
                  <Untrusted>{title}</Untrusted>
                </span>
                {host && (
                  <span className="ml-auto min-w-0 truncate text-ink-2">
                    <Untrusted>{host}</Untrusted>
                  </span>
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}

function Items({ snapshot: { unassigned, total, summary, change } }: { snapshot: HealthSnapshot }) {
  if (total === 0)
    return (
      <EmptyState icon={<ShieldCheck aria-hidden />} title="Everything has somebody">
        What is open at Falcon is taken there or here, or is younger than that.
      </EmptyState>
    );
  const first = new Set(summary.first);
  const appeared = new Set(change?.appeared ?? []);
  return (
    <div className="card overflow-x-auto">
      <Table caption="What nobody has taken, the most severe first">
        <thead>
          <tr>
            <Th>Severity</Th>
            <Th>What</Th>
            <Th>Host</Th>
            <Th>Technique</Th>
            <Th>Case</Th>
            <Th className="text-right">Created</Th>
          </tr>
        </thead>
        <tbody>
          {unassigned.map((item) => (
            <Tr key={item.id}>
              <Td>
                <Tag tone={toneOfSeverity(item.severity)}>{severityName(item.severity)}</Tag>
              </Td>
              <Td>
                <span className="flex flex-wrap items-center gap-1.5">
                  <What item={item} />
                  {first.has(item.id) && <Tag tone="accent">Take first</Tag>}
                  {appeared.has(item.id) && <Tag>New</Tag>}
                  {item.red && <Tag>TLP:RED</Tag>}
                </span>
              </Td>
              <Td>
                <Untrusted>{item.host ?? ''}</Untrusted>
              </Td>
              <Td className="text-ink-2">
                <Untrusted>{item.technique ?? ''}</Untrusted>
              </Td>
              <Td>
                {item.caseKey && (
                  <Link href={`/cases/${item.caseKey}`} className="text-accent-ink hover:underline">
                    {item.caseKey}
                  </Link>
                )}
              </Td>
              <Td className="text-right text-ink-3">{item.createdAt && <RelativeTime at={item.createdAt} />}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      {total > unassigned.length && (
        <p className="px-3.5 py-2 text-ink-3 text-sm">{`Of ${COUNT.format(total)}, the first ${COUNT.format(unassigned.length)} are kept.`}</p>
      )}
    </div>
  );
}

function What({ item: { title, link } }: { item: HealthItem }) {
  if (!link) return <Untrusted>{title}</Untrusted>;
  return (
    <a href={link} target="_blank" rel="noopener noreferrer" className="text-accent-ink hover:underline">
      <Untrusted>{title}</Untrusted>
    </a>
  );
}

function Tile({ name, value, atLeast = false }: { name: string; value: number | null; atLeast?: boolean | undefined }) {
  return (
    <div className="card flex flex-col gap-0.5 px-3.5 py-2.5">
      <dt className="text-ink-3 text-sm">{name}</dt>
      <dd className="num font-semibold text-lg">
        {value === null ? '–' : atLeast ? `at least ${COUNT.format(value)}` : COUNT.format(value)}
      </dd>
    </div>
  );
}

function Tallies({ title, rows }: { title: string; rows: readonly { name: string; count: number }[] }) {
  return (
    <Section title={title}>
      {rows.length === 0 ? (
        <p className="text-ink-3 text-sm">Nothing.</p>
      ) : (
        <ul className="card divide-y divide-line">
          {rows.map(({ name, count }) => (
            <li key={name} className="flex min-h-8 items-center justify-between gap-2 px-3.5">
              <span className="min-w-0 truncate">
                <Untrusted>{name}</Untrusted>
              </span>
              <span className="num text-ink-2">{COUNT.format(count)}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <h2 className="font-semibold text-ink-2 text-sm">{title}</h2>
      {children}
    </section>
  );
}
