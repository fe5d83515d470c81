import { CopyButton } from '#components/ui/copy-button.tsx';
import { Link } from '#components/ui/link.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { RunView } from '#lib/domain/views/run.ts';
import { CaseLink } from './case-link.tsx';
import { RunLength } from './run-table.tsx';
import { explanationOf } from './status.ts';

export function RunHead({ run }: { run: RunView }) {
  const explanation = run.error ? null : explanationOf(run);
  return (
    <div className="card flex flex-col gap-2.5 px-3.5 py-3">
      {explanation && <p className="font-[550]">{explanation}</p>}
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(150px,1fr))] gap-x-4 gap-y-2.5">
        <Fact name="Automation">
          <Link href={`/automations/${run.automation}`} className="hover:underline">
            {run.title}
          </Link>
        </Fact>
        <Fact name="Event">{run.event.name}</Fact>
        <Fact name="Case">
          {run.caseKey ? <CaseLink caseKey={run.caseKey} /> : <span className="text-ink-3">none</span>}
        </Fact>
        <Fact name={run.startedAt ? 'Started' : 'Queued'}>
          <RelativeTime at={run.startedAt ?? run.createdAt} />
        </Fact>
        <Fact name="Took">
          <span className="num">
            <RunLength run={run} />
          </span>
        </Fact>
        {run.deliveryId && (
          <Fact name="Delivery">
            <Link href={`/deliveries/${run.deliveryId}`} className="hover:underline">
              Show what was sent
            </Link>
          </Fact>
        )}
        {run.replayOf && (
          <Fact name="Replay of">
            <Link href={`/runs/${run.replayOf}`} className="font-mono text-sm hover:underline">
              {run.replayOf.slice(0, 13)}
            </Link>
          </Fact>
        )}
        <Fact name="Run">
          <CopyButton text={run.id} label="Copy the run's id">
            <span className="font-mono text-ink-2 text-sm">{run.id.slice(0, 13)}…</span>
          </CopyButton>
        </Fact>
      </dl>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col">
      <dt className="text-ink-3 text-xs">{name}</dt>
      <dd className="min-w-0 truncate">{children}</dd>
    </div>
  );
}
