import Link from 'next/link';
import { CaseLink } from '#components/runs/case-link.tsx';
import { Untrusted } from '#components/ui/untrusted.tsx';
import type { DeliveryView } from '#lib/domain/views/intake.ts';
import { OUTCOMES, OutcomeTag } from './outcome.tsx';

/** All events that came in the same request, each with what became of it. */
export function DeliveryBatch({ delivery }: { delivery: DeliveryView }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold text-ink-2 text-sm">In the same request · {delivery.batch.length}</h2>
      <ul className="card divide-y divide-line">
        {delivery.batch.map((each) => (
          <li key={each.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3.5 py-2">
            <OutcomeTag outcome={each.outcome} />
            {each.id === delivery.id ? (
              <span aria-current="true" className="break-all font-mono text-ink-2 text-sm">
                <Untrusted>{each.objectKey ?? each.id}</Untrusted>
                <span className="font-sans text-ink-3"> · this one</span>
              </span>
            ) : (
              <Link href={`/deliveries/${each.id}`} className="break-all font-mono text-sm hover:underline">
                <Untrusted>{each.objectKey ?? each.id}</Untrusted>
              </Link>
            )}
            <span className="min-w-0 text-ink-3 text-sm">{each.reason ?? OUTCOMES[each.outcome].meaning}</span>
            <span className="ml-auto flex gap-x-2">
              {each.cases.map((key) => (
                <CaseLink key={key} caseKey={key} />
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
