'use client';

import type { AccessRequestView } from '#lib/domain/views/access.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Table, Td, Th, Tr } from '../ui/table.tsx';
import { Tag } from '../ui/tag.tsx';
import { Clocks, MacStanding } from './clocks.tsx';
import { Countdown } from './countdown.tsx';
import { RowActs } from './row-acts.tsx';
import { StoreName } from './store-name.tsx';
import { stateLook } from './words.ts';

/** Requests with their clocks, what the Mac does, and what one may do. */
export function AccessTable({
  requests,
  onOpen,
}: {
  requests: readonly AccessRequestView[];
  onOpen: (id: string) => void;
}) {
  return (
    <Table caption="Requests for administrator rights">
      <thead>
        <tr>
          <Th>Person and Mac</Th>
          <Th className="narrow:hidden">Store</Th>
          <Th className="narrow:hidden">Reason</Th>
          <Th>State</Th>
          <Th className="narrow:hidden">Jamf</Th>
          <Th className="narrow:hidden">Mac</Th>
          <Th className="narrow:hidden">
            <span className="sr-only">Acts</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {requests.map((request) => (
          <Row key={request.id} request={request} onOpen={() => onOpen(request.id)} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ request, onOpen }: { request: AccessRequestView; onOpen: () => void }) {
  const { beneficiary, device, reason } = request;
  return (
    <Tr onOpen={onOpen}>
      <Td className="max-w-56 narrow:max-w-36">
        <button
          type="button"
          onClick={onOpen}
          className="block max-w-full truncate text-left font-[510] hover:underline touch:min-h-11"
        >
          {beneficiary.name}
        </button>
        <span className="block truncate text-ink-3 text-xs">{device?.name ?? 'No Mac yet'}</span>
      </Td>
      <Td className="max-w-56 truncate narrow:hidden">
        <StoreName store={request.store} />
      </Td>
      <Td className="max-w-64 truncate text-ink-2 narrow:hidden" title={reason ?? undefined}>
        {reason ?? '–'}
      </Td>
      <Td>
        <StateCell request={request} />
      </Td>
      <Td className="py-1.5 narrow:hidden">
        <Clocks request={request} />
      </Td>
      <Td className="narrow:hidden">
        <MacStanding request={request} />
      </Td>
      <Td className="text-right narrow:hidden">
        <RowActs request={request} onOpen={onOpen} />
      </Td>
    </Tr>
  );
}

/** The state, with what is left of it; on a narrow screen also what the Mac does. */
function StateCell({ request }: { request: AccessRequestView }) {
  const { word, tone } = stateLook(request);
  const { state, grantedAt, endsAt, expiresAt, revokedAt, decision, createdAt } = request;
  return (
    <span className="flex flex-col items-start gap-0.5">
      <Tag tone={tone}>{word}</Tag>
      {state === 'granted' && grantedAt && endsAt ? (
        <Countdown from={grantedAt} endsAt={endsAt} />
      ) : (
        <span className="whitespace-nowrap text-ink-3 text-xs">
          {expiresAt ? (
            <>
              Expires <RelativeTime at={expiresAt} />
            </>
          ) : (
            <RelativeTime at={revokedAt ?? decision?.at ?? createdAt} />
          )}
        </span>
      )}
      {request.standing === 'still_admin' && (
        <span className="hidden narrow:block">
          <MacStanding request={request} />
        </span>
      )}
    </span>
  );
}
