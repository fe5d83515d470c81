import type { AccessRequestView } from '#lib/domain/views/access.ts';
import { cn } from '../ui/cn.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Tag } from '../ui/tag.tsx';
import { STANDINGS, showsStanding } from './words.ts';

/** Asked, granted, confirmed off: what Jamf was asked for and has answered, each with its time. */
export function Clocks({ request, className }: { request: AccessRequestView; className?: string }) {
  const { askedAt, grantedAt, revokedAt } = request;
  return (
    <dl className={cn('grid grid-cols-[auto_1fr] gap-x-2 gap-y-0.5 text-xs', className)}>
      <Clock name="Asked" at={askedAt} />
      <Clock name="Granted" at={grantedAt} />
      <Clock name="Confirmed off" at={revokedAt} />
    </dl>
  );
}

function Clock({ name, at }: { name: string; at: string | null }) {
  return (
    <>
      <dt className="whitespace-nowrap text-ink-3">{name}</dt>
      <dd className="num whitespace-nowrap text-ink-2">{at === null ? '–' : <RelativeTime at={at} />}</dd>
    </>
  );
}

/** What the Mac does, and when it was heard of last. */
export function MacStanding({ request }: { request: AccessRequestView }) {
  if (!showsStanding(request)) return <span className="text-ink-3">–</span>;
  const { word, tone } = STANDINGS[request.standing];
  return (
    <span className="flex min-w-0 flex-col items-start gap-0.5">
      <Tag tone={tone}>{word}</Tag>
      {request.lastContactAt && (
        <span className="whitespace-nowrap text-ink-3 text-xs">
          Last check-in <RelativeTime at={request.lastContactAt} />
        </span>
      )}
    </span>
  );
}
