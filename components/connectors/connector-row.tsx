import { DayCounts } from '#components/deliveries/source-health.tsx';
import { cn } from '#components/ui/cn.ts';
import { Link } from '#components/ui/link.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { ConnectorView } from '#lib/domain/views/intake.ts';
import { ConnectorState } from './connector-state.tsx';
import { titleOf } from './labels.ts';

export function ConnectorRow({ connector }: { connector: ConnectorView }) {
  const { health, lastTest } = connector;
  return (
    <li className="relative grid grid-cols-[minmax(0,1fr)_220px_260px_72px] items-center gap-x-4 border-line/55 border-b px-3.5 py-2.5 hover:bg-raised narrow:grid-cols-[minmax(0,1fr)_auto]">
      <span className="min-w-0">
        <Link href={`/connectors/${connector.id}`} className="font-[550] after:absolute after:inset-0 hover:underline">
          {titleOf(connector)}
        </Link>
        <span className="block truncate font-mono text-ink-3 text-xs">{connector.hookPath}</span>
      </span>
      <span className="text-ink-2 text-sm narrow:hidden">
        {connector.hookPath === null ? <LastCall connector={connector} /> : <LastSeen health={health} />}
      </span>
      <span className="min-w-0 narrow:hidden">{lastTest && <TestLine test={lastTest} />}</span>
      <span className="justify-self-end">
        <ConnectorState connector={connector} />
      </span>
    </li>
  );
}

function LastSeen({ health }: Pick<ConnectorView, 'health'>) {
  return (
    <>
      {health.lastSeenAt ? (
        <>
          Last seen <RelativeTime at={health.lastSeenAt} />
        </>
      ) : (
        <span className="text-ink-3">Nothing seen yet</span>
      )}
      <span className="num flex flex-wrap gap-x-2 text-ink-3 text-xs">
        <DayCounts counts={health.last24h} />
      </span>
    </>
  );
}

/** Of one that is only called: when, and what went wrong. */
function LastCall({ connector: { lastCall, lookups } }: { connector: ConnectorView }) {
  if (!lastCall) return <span className="text-ink-3">Not called yet</span>;
  return (
    <>
      Last called <RelativeTime at={lastCall.at} />
      {lastCall.problem ? (
        <span className="block truncate text-critical text-xs" title={lastCall.problem}>
          {lastCall.problem}
        </span>
      ) : (
        lookups && (
          <span className="num block text-ink-3 text-xs">{`${lookups.today.toLocaleString('en')} lookups today`}</span>
        )
      )}
    </>
  );
}

/** The result of the last test, in one line unless `whole`. */
export function TestLine({ test, whole = false }: { test: NonNullable<ConnectorView['lastTest']>; whole?: boolean }) {
  return (
    <span className={cn('block text-sm', !whole && 'truncate')} title={test.message}>
      <span className={test.ok ? 'text-ok' : 'text-critical'}>{test.ok ? 'Test passed' : 'Test failed'}</span>{' '}
      <span className="text-ink-3">
        <RelativeTime at={test.at} /> · {test.message}
      </span>
    </span>
  );
}
