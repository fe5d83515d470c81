import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { ConnectorView } from '#lib/domain/views/intake.ts';

/** How events come in: by the hook, once the vendor has verified it, and from the vendor's own log beside it. */
export function EventLogCard({ connector }: { connector: ConnectorView }) {
  return (
    <section aria-labelledby="event-log" className="card flex flex-col gap-1.5 px-3.5 py-3">
      <h2 id="event-log" className="font-semibold text-ink-2 text-sm">
        Events
      </h2>
      <dl className="grid grid-cols-[88px_1fr] gap-y-1.5 [&_dt]:text-ink-3">
        <dt>Hook</dt>
        <dd>
          <HookState connector={connector} />
        </dd>
        <dt>System Log</dt>
        <dd>
          <LogState connector={connector} />
        </dd>
      </dl>
    </section>
  );
}

/** An event that came with the secret proves as much as the question. */
function HookState({ connector: { hookVerifiedAt, health } }: { connector: ConnectorView }) {
  if (hookVerifiedAt)
    return (
      <>
        <span className="text-ok">Verified</span> <RelativeTime at={hookVerifiedAt} />
      </>
    );
  if (health.lastSeenAt) return <span className="text-ink-2">Delivers; never asked to verify itself</span>;
  return <span className="text-high">Not verified yet</span>;
}

function LogState({ connector: { log, enabled, credentials } }: { connector: ConnectorView }) {
  if (!credentials.some(({ name, set }) => name === 'apiToken' && set))
    return <span className="text-ink-3">Not read: it needs an API token</span>;
  if (!enabled) return <span className="text-ink-3">Not read while the connector is off</span>;
  if (!log) return <span className="text-ink-3">Not read yet</span>;
  return (
    <div className="flex flex-col gap-0.5">
      {log.readAt ? (
        <span>
          Read <RelativeTime at={log.readAt} />
        </span>
      ) : (
        <span className="text-ink-3">Not read yet</span>
      )}
      {log.caughtAt && (
        <span className="text-ink-2">
          Last event that the hook had not brought: <RelativeTime at={log.caughtAt} />
        </span>
      )}
      {log.problem && <span className="break-words text-high">{log.problem}</span>}
    </div>
  );
}
