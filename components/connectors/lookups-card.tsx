import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { ConnectorView } from '#lib/domain/views/intake.ts';

const COUNT = new Intl.NumberFormat('en');

/** How the asking of a source goes: the last call, and how much of the day's budget is left. */
export function LookupsCard({
  lookups,
  lastCall,
}: {
  lookups: NonNullable<ConnectorView['lookups']>;
  lastCall: ConnectorView['lastCall'];
}) {
  const { today, dailyBudget, pausedUntil } = lookups;
  const used = dailyBudget !== null && today >= dailyBudget;
  return (
    <section aria-labelledby="lookups" className="card flex flex-col gap-1.5 px-3.5 py-3">
      <h2 id="lookups" className="font-semibold text-ink-2 text-sm">
        Lookups
      </h2>
      <p>
        {lastCall ? (
          <>
            Last asked <RelativeTime at={lastCall.at} />
          </>
        ) : (
          'Not asked yet'
        )}
      </p>
      {lastCall?.problem && <p className="break-words text-high">{lastCall.problem}</p>}
      <p className={used ? 'num text-high' : 'num text-ink-2'}>
        {dailyBudget === null
          ? `${COUNT.format(today)} today, without a limit`
          : `${COUNT.format(today)} of ${COUNT.format(dailyBudget)} today (UTC)`}
      </p>
      {pausedUntil && (
        <p className="text-high">
          It lets us ask no more for now; asked again <RelativeTime at={pausedUntil} />
        </p>
      )}
    </section>
  );
}
