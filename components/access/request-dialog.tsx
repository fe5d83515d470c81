'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { AccessRequestDetail } from '#lib/domain/views/access.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { Dialog } from '../ui/dialog.tsx';
import { severityName } from '../ui/names.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { Tag } from '../ui/tag.tsx';
import { Clocks, MacStanding } from './clocks.tsx';
import { Countdown } from './countdown.tsx';
import { RequestActs } from './request-acts.tsx';
import { StoreName } from './store-name.tsx';
import { STATES, stateLook } from './words.ts';

/** One request with all that an approver has to know, and what the reader may do. */
export function RequestDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const query = useQuery({
    queryKey: keys.accessRequest(id),
    queryFn: ({ signal }) => api.get<AccessRequestDetail>(`access-requests/${id}`, {}, signal),
  });
  const request = query.data;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={request ? `Administrator rights for ${request.beneficiary.name}` : 'Administrator rights'}
      width="lg"
      footer={request && <RequestActs request={request} />}
    >
      {query.error ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : request ? (
        <Body request={request} />
      ) : (
        <SkeletonRows rows={4} />
      )}
    </Dialog>
  );
}

function Body({ request }: { request: AccessRequestDetail }) {
  const { word, tone } = stateLook(request);
  const { requester, beneficiary, device, decision } = request;
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <Tag tone={tone}>{word}</Tag>
        {request.state === 'granted' && request.grantedAt && request.endsAt && (
          <Countdown from={request.grantedAt} endsAt={request.endsAt} />
        )}
        <span className="text-ink-3 text-sm">
          Asked <RelativeTime at={request.createdAt} />
        </span>
      </div>
      <blockquote className="border-line border-l-2 pl-3">{request.reason ?? 'No reason is given yet.'}</blockquote>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-2 narrow:grid-cols-1">
        <Fact name="Person">
          {beneficiary.name}
          {beneficiary.email && beneficiary.email !== beneficiary.name && (
            <span className="block truncate text-ink-3 text-xs">{beneficiary.email}</span>
          )}
        </Fact>
        <Fact name="Asked by">{requester.name}</Fact>
        <Fact name="Mac">{device ? <DeviceName device={device} /> : 'Not known yet'}</Fact>
        <Fact name="Store">
          <StoreName store={request.store} />
        </Fact>
        <Fact name="Lasts">{`${request.minutes} minutes`}</Fact>
        <Fact name="On the Mac">
          <MacStanding request={request} />
        </Fact>
        <Fact name="At Jamf">
          <Clocks request={request} />
        </Fact>
        {decision && (
          <Fact name={request.state === 'denied' ? 'Denied by' : 'Approved by'}>
            {decision.by.name}, <RelativeTime at={decision.at} />
            {decision.note && <span className="block text-ink-2">{decision.note}</span>}
          </Fact>
        )}
      </dl>
      <Problems request={request} />
      <OpenCases request={request} />
      <Earlier request={request} />
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-ink-3 text-xs">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}

function DeviceName({ device }: { device: NonNullable<AccessRequestDetail['device']> }) {
  return (
    <>
      {device.name} <span className="font-mono text-ink-3 text-xs">{device.serialNumber}</span>
    </>
  );
}

/** Why it ended, and what a try to take the right back met. */
function Problems({ request: { note, problem, attempts, lateCase } }: { request: AccessRequestDetail }) {
  return (
    <>
      {note && <p className="text-ink-2">{note}</p>}
      {problem && (
        <p role="alert" className="text-critical">
          {`Try ${attempts}: ${problem}`}
        </p>
      )}
      {lateCase && (
        <p>
          <Link href={`/cases/${lateCase}`} className="text-accent-ink hover:underline">
            {`${lateCase} was opened, because the right was not taken back in time.`}
          </Link>
        </p>
      )}
    </>
  );
}

function OpenCases({ request: { openCases } }: { request: AccessRequestDetail }) {
  if (openCases.length === 0) return null;
  return (
    <section aria-label="Open cases of the person or the Mac" className="flex flex-col gap-1">
      <h3 className="font-semibold text-sm">Open cases of the person or the Mac</h3>
      <ul className="flex flex-col gap-1">
        {openCases.map(({ key, severity, title }) => (
          <li key={key} className="flex min-w-0 items-center gap-2">
            <SeverityMark severity={severity} />
            {title === null ? (
              <span>{`${key}, ${severityName(severity)}`}</span>
            ) : (
              <Link href={`/cases/${key}`} className="min-w-0 truncate hover:underline">
                {`${key} ${title}`}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Earlier({ request: { earlier } }: { request: AccessRequestDetail }) {
  if (earlier.length === 0) return null;
  return (
    <section aria-label="Earlier requests" className="flex flex-col gap-1">
      <h3 className="font-semibold text-sm">Earlier requests of this person</h3>
      <ul className="flex flex-col gap-0.5 text-ink-2">
        {earlier.map((one) => (
          <li key={one.id} className="flex min-w-0 items-center gap-2">
            <Tag tone={STATES[one.state].tone}>{STATES[one.state].word}</Tag>
            <RelativeTime at={one.createdAt} className="shrink-0 text-ink-3 text-xs" />
            <span className="min-w-0 truncate">{one.reason}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
