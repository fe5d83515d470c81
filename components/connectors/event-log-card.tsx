import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { ConnectorView } from '#lib/domain/views/intake.ts';

/** The vendor's own log: how it is called, and the secret without which it cannot be read. */
const LOGS: Record<string, { name: string; secret: string; needs: string; missed: string }> = {
  okta: {
    name: 'System Log',
    secret: 'apiToken',
    needs: 'Not read: it needs an API token',
    missed: 'Last event that the hook had not brought:',
  },
  crowdstrike: {
    name: 'Alerts v2',
    secret: 'clientSecret',
    needs: 'Not read: it needs an API client',
    missed: 'Last alert that the hook had not brought:',
  },
};

/** How events come in: by the hook, and from the vendor's own log beside it. */
export function EventLogCard({ connector }: { connector: ConnectorView }) {
  const log = LOGS[connector.vendor];
  if (!log) return null;
  return (
    <section aria-labelledby="event-log" className="card flex flex-col gap-1.5 px-3.5 py-3">
      <h2 id="event-log" className="font-semibold text-ink-2 text-sm">
        Events
      </h2>
      <dl className="grid grid-cols-[88px_1fr] gap-y-1.5 [&_dt]:text-ink-3">
        <dt>Hook</dt>
        <dd>{connector.vendor === 'okta' ? <OktaHook connector={connector} /> : <Hook connector={connector} />}</dd>
        <dt>{log.name}</dt>
        <dd>
          <LogState connector={connector} log={log} />
        </dd>
      </dl>
    </section>
  );
}

/** An event that came with the secret proves as much as the question. */
function OktaHook({ connector: { hookVerifiedAt, health } }: { connector: ConnectorView }) {
  if (hookVerifiedAt)
    return (
      <>
        <span className="text-ok">Verified</span> <RelativeTime at={hookVerifiedAt} />
      </>
    );
  if (health.lastSeenAt) return <span className="text-ink-2">Delivers; never asked to verify itself</span>;
  return <span className="text-high">Not verified yet</span>;
}

/** Nothing verifies it: it works once it has a secret that the vendor knows. */
function Hook({ connector: { credentials } }: { connector: ConnectorView }) {
  const set = credentials.some(({ name, set: has }) => has && (name === 'webhookToken' || name === 'fusionSecret'));
  return set ? (
    <span className="text-ink-2">Open to whoever has its secret</span>
  ) : (
    <span className="text-ink-3">Closed: it has no secret</span>
  );
}

function LogState({
  connector: { log, enabled, credentials },
  log: { secret, needs, missed },
}: {
  connector: ConnectorView;
  log: (typeof LOGS)[string];
}) {
  if (!credentials.some(({ name, set }) => name === secret && set)) return <span className="text-ink-3">{needs}</span>;
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
          {missed} <RelativeTime at={log.caughtAt} />
        </span>
      )}
      {log.problem && <span className="break-words text-high">{log.problem}</span>}
    </div>
  );
}
