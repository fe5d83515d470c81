import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { ConnectorView } from '#lib/domain/views/intake.ts';

const COUNT = new Intl.NumberFormat('en');

/** What of the model's budget is used today. */
export function AiUsageCard({ usage }: { usage: NonNullable<ConnectorView['ai']> }) {
  const { calls, tokens, dailyCalls, dailyTokens, pausedUntil } = usage;
  return (
    <section aria-labelledby="ai-usage" className="card flex flex-col gap-1.5 px-3.5 py-3">
      <h2 id="ai-usage" className="font-semibold text-ink-2 text-sm">
        Used today (UTC)
      </h2>
      <dl className="num grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
        <Used name="Calls" used={calls} most={dailyCalls} />
        <Used name="Tokens" used={tokens} most={dailyTokens} />
      </dl>
      {pausedUntil && (
        <p className="text-high">
          It is left alone for now, after a limit or calls without an answer; asked again{' '}
          <RelativeTime at={pausedUntil} />
        </p>
      )}
      <p className="text-ink-3 text-sm">
        Without a model, or when its budget is used up, the rules do every task and say so.
      </p>
    </section>
  );
}

function Used({ name, used, most }: { name: string; used: number; most: number | null }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className={most !== null && used >= most ? 'text-high' : 'text-ink-2'}>
        {most === null ? `${COUNT.format(used)}, without a limit` : `${COUNT.format(used)} of ${COUNT.format(most)}`}
      </dd>
    </>
  );
}
