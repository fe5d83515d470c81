import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { RunbookDetail } from '#lib/domain/views/settings.ts';
import { RunbookText } from './runbook-text.tsx';

/** The versions before the current one: cases that began with one keep it. */
export function RunbookVersions({ versions }: { versions: RunbookDetail['earlier'] }) {
  if (versions.length === 0) return null;
  return (
    <section aria-labelledby="earlier" className="flex max-w-[960px] flex-col gap-2">
      <h2 id="earlier" className="font-semibold">
        Earlier versions
      </h2>
      <p className="text-ink-2">Cases that began with one of them keep it until they are put on another runbook.</p>
      {versions.map(({ version, phases, replacedAt, replacedBy }) => (
        <details key={version} className="card px-3 py-2">
          <summary className="cursor-pointer touch:py-3">
            Version {version}
            <span className="text-ink-3">
              {' '}
              · replaced <RelativeTime at={replacedAt} /> by {replacedBy.name}
            </span>
          </summary>
          <div className="pt-3 pb-1">
            <RunbookText phases={phases} />
          </div>
        </details>
      ))}
    </section>
  );
}
