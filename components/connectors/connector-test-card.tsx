'use client';

import { PlugZap } from 'lucide-react';
import { useAct } from '#components/query/act.ts';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { useMay } from '#components/query/me.ts';
import { Button } from '#components/ui/button.tsx';
import { formatMilliseconds } from '#components/ui/duration.ts';
import type { ConnectorTest, ConnectorView } from '#lib/domain/views/intake.ts';
import { TestLine } from './connector-row.tsx';

/** Asks the vendor something small with the saved credentials, and says what it answered. */
export function ConnectorTestCard({ connector }: { connector: ConnectorView }) {
  const may = useMay('connector.test');
  const test = useAct(() => api.post<ConnectorTest>(`connectors/${connector.id}/test`), {
    stale: [keys.connector(connector.id), keys.connectors],
  });
  return (
    <section className="card flex flex-col gap-2 px-3.5 py-3">
      <h2 className="font-semibold text-ink-2 text-sm">Connection</h2>
      <div aria-live="polite">
        {test.result ? (
          <p>
            <b className={test.result.ok ? 'text-ok' : 'text-critical'}>{test.result.ok ? 'Works' : 'Does not work'}</b>
            <span className="num text-ink-3"> · {formatMilliseconds(test.result.milliseconds)}</span>
            <span className="block text-ink-2">{test.result.message}</span>
          </p>
        ) : connector.lastTest ? (
          <TestLine test={connector.lastTest} whole />
        ) : (
          <p className="text-ink-3">Not tested yet.</p>
        )}
      </div>
      {may && (
        <Button className="self-start" busy={test.busy} onClick={() => test.act(undefined)}>
          <PlugZap aria-hidden /> Test connection
        </Button>
      )}
    </section>
  );
}
