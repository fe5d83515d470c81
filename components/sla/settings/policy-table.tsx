'use client';

import { History } from 'lucide-react';
import type { PolicyView } from '#lib/domain/views/sla.ts';
import { useAct } from '../../query/act.ts';
import { api } from '../../query/api.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Popover } from '../../ui/popover.tsx';
import { exactTime } from '../../ui/relative-time.tsx';
import { SeverityMark } from '../../ui/severity-mark.tsx';
import { Table, Td, Th, Tr } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useToast } from '../../ui/toast.tsx';
import { exactDuration } from '../duration-text.ts';
import { SLA_STALE } from './use-sla-settings.ts';

export function PolicyTable({
  policies,
  editable,
  onEdit,
}: {
  policies: readonly PolicyView[];
  editable: boolean;
  onEdit: (policy: PolicyView) => void;
}) {
  const toast = useToast();
  const retire = useAct((id: string) => api.patch<PolicyView>(`sla-policies/${id}`, { retired: true }), {
    stale: SLA_STALE,
    done: ({ name }) => toast({ title: `${name} is retired`, tone: 'ok' }),
  });
  return (
    <Table caption="SLA policies">
      <thead>
        <tr>
          <Th>Policy</Th>
          <Th className="narrow:hidden">For</Th>
          <Th className="w-28 narrow:hidden">Acknowledge</Th>
          <Th className="w-28 narrow:hidden">Resolve</Th>
          <Th className="w-16 narrow:hidden">VIP</Th>
          <Th className="w-20 narrow:hidden">At risk</Th>
          <Th className="w-36 narrow:hidden">Calendar</Th>
          <Th className="w-32 narrow:hidden">Version</Th>
          <Th className="w-44">
            <span className="sr-only">Acts</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {policies.map((policy) => (
          <Tr key={policy.id} className={policy.status === 'retired' ? 'text-ink-3' : undefined}>
            <Td className="max-w-60 font-medium">
              <span className="block truncate narrow:whitespace-normal">{policy.name}</span>
              <span className="hidden font-normal narrow:block">
                <Scope policy={policy} />
                <span className="num text-ink-2 text-sm">
                  {promise(policy.acknowledgeSeconds)} to acknowledge, {promise(policy.resolveSeconds)} to resolve
                </span>
              </span>
            </Td>
            <Td className="narrow:hidden">
              <Scope policy={policy} />
            </Td>
            <Td className="num whitespace-nowrap narrow:hidden">{promise(policy.acknowledgeSeconds)}</Td>
            <Td className="num whitespace-nowrap narrow:hidden">{promise(policy.resolveSeconds)}</Td>
            <Td className="num narrow:hidden">× {policy.vipFactor}</Td>
            <Td className="num narrow:hidden">{Math.round(policy.atRisk * 100)} %</Td>
            <Td className="max-w-40 truncate narrow:hidden">{policy.calendar.name}</Td>
            <Td className="whitespace-nowrap narrow:hidden">
              <Standing policy={policy} />
            </Td>
            <Td>
              <span className="flex items-center justify-end gap-1">
                <Versions policy={policy} />
                {editable && policy.status !== 'retired' && (
                  <>
                    <Button aria-label={`Change ${policy.name}`} onClick={() => onEdit(policy)}>
                      Change
                    </Button>
                    <ConfirmButton
                      variant="bad"
                      aria-label={`Retire ${policy.name}`}
                      title={`Retire ${policy.name}?`}
                      message="Cases that open from now on are promised nothing by it. What was promised holds."
                      confirm="Retire"
                      onConfirm={() => retire.act(policy.id)}
                    >
                      Retire
                    </ConfirmButton>
                  </>
                )}
              </span>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

const promise = (seconds: number) =>
  seconds === 0 ? <span className="text-ink-3">none</span> : exactDuration(seconds);

/** Which cases it is for. */
function Scope({ policy: { severity, category, source, vip } }: { policy: PolicyView }) {
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <SeverityMark severity={severity} />
      {category && <Tag>{category}</Tag>}
      {source && <Tag mono>{source}</Tag>}
      {vip !== null && <Tag>{vip ? 'VIPs only' : 'not VIPs'}</Tag>}
    </span>
  );
}

/** The version in force, and the next one that is planned. */
function Standing({ policy }: { policy: PolicyView }) {
  if (policy.status === 'retired') return <Tag>retired</Tag>;
  if (policy.status === 'planned')
    return <Tag title={exactTime(policy.effectiveFrom)}>from {dayOf(policy.effectiveFrom)}</Tag>;
  const next = policy.versions
    .filter(({ effectiveFrom }) => effectiveFrom > policy.effectiveFrom)
    .sort((a, b) => a.effectiveFrom.localeCompare(b.effectiveFrom))[0];
  return (
    <span className="inline-flex items-center gap-1.5">
      <span className="num" title={exactTime(policy.effectiveFrom)}>
        {policy.version}
      </span>
      {next && (
        <Tag title={exactTime(next.effectiveFrom)}>
          {next.version} from {dayOf(next.effectiveFrom)}
        </Tag>
      )}
    </span>
  );
}

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayOf = (at: string) => DAY.format(new Date(at));

/** What was promised when, and who said so. */
function Versions({ policy }: { policy: PolicyView }) {
  return (
    <Popover
      label={`Versions of ${policy.name}`}
      align="end"
      trigger={<IconButton label={`Versions of ${policy.name}`} icon={<History aria-hidden />} />}
    >
      <h3 className="mb-2 font-semibold">Versions of {policy.name}</h3>
      <ol className="flex flex-col gap-2.5">
        {policy.versions.map((version) => (
          <li key={version.version} className="border-line border-l-2 pl-2.5">
            <p>
              {version.version}: {exactDuration(version.acknowledgeSeconds)} to acknowledge,{' '}
              {exactDuration(version.resolveSeconds)} to resolve
            </p>
            <p className="text-ink-3 text-xs">
              {version.calendar.name}, VIP × {version.vipFactor}, at risk from {Math.round(version.atRisk * 100)} %
            </p>
            <p className="num text-ink-3 text-xs">From {sinceOf(version.effectiveFrom)}</p>
            <p className="text-ink-3 text-xs">By {version.createdBy.name}</p>
          </li>
        ))}
      </ol>
    </Popover>
  );
}

/** What ships holds from the first day of all clocks. */
const sinceOf = (at: string) => (Date.parse(at) === 0 ? 'the beginning' : exactTime(at));
