import { formatMilliseconds } from '#components/ui/duration.ts';
import { Link } from '#components/ui/link.tsx';
import type { AutomationView } from '#lib/domain/views/run.ts';

/** The last 24 hours: each figure leads to its runs; only failures have a colour. */
export function DayFigures({ automation: { id, last24h } }: { automation: AutomationView }) {
  const figures = [
    { status: 'completed', label: 'completed', count: last24h.completed, className: '' },
    { status: 'failed', label: 'failed', count: last24h.failed, className: last24h.failed > 0 ? 'text-critical' : '' },
    { status: 'skipped', label: 'not run', count: last24h.skipped, className: '' },
    {
      status: 'running',
      label: 'active',
      count: last24h.active,
      className: last24h.active > 0 ? 'text-accent-ink' : '',
    },
  ];
  return (
    <span className="num flex flex-wrap justify-end gap-x-3 text-ink-2 text-sm narrow:justify-start">
      {figures.map(({ status, label, count, className }) =>
        count === 0 && status === 'running' ? null : (
          <Link
            key={status}
            href={`/runs?automation=${id}&status=${status}`}
            className={`${className || (count === 0 ? 'text-ink-3' : '')} hover:underline`}
          >
            {count.toLocaleString('en')} {label}
          </Link>
        ),
      )}
      {last24h.p50Ms !== null && (
        <span className="text-ink-3" title="Half of the runs took no longer">
          {formatMilliseconds(last24h.p50Ms)}
        </span>
      )}
    </span>
  );
}
