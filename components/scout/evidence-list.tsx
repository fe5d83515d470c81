import type { InvestigationView } from '#lib/domain/views/scout.ts';
import { Link } from '../ui/link.tsx';
import { Untrusted } from '../ui/untrusted.tsx';
import { hrefOfFact } from './words.ts';

type Item = InvestigationView['investigation']['evidence'][number];
type Facts = InvestigationView['facts'];

/** What speaks for the hypothesis, or against it; each sentence leads to the facts that it rests on. */
export function EvidenceList({ title, items, facts }: { title: string; items: readonly Item[]; facts: Facts }) {
  if (items.length === 0) return null;
  return (
    <section aria-label={title} className="min-w-0">
      <h3 className="mb-1 text-ink-3 text-xs">{title}</h3>
      <ul className="flex flex-col gap-1.5">
        {items.map(({ text, facts: ids }) => (
          <li key={`${text} ${ids.join()}`} className="min-w-0 break-words border-line border-l-2 pl-2.5">
            <Untrusted>{text}</Untrusted>
            <Grounds ids={ids} facts={facts} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Grounds({ ids, facts }: { ids: readonly string[]; facts: Facts }) {
  const linked = ids
    .map((id) => facts.find((fact) => fact.id === id))
    .flatMap((fact) => {
      const href = fact && hrefOfFact(fact);
      return fact && href ? [{ fact, href }] : [];
    });
  if (linked.length === 0) return null;
  return (
    <span className="ml-1.5 inline-flex flex-wrap gap-x-2 text-sm">
      {linked.map(({ fact, href }) => (
        <Link key={fact.id} href={href} className="rounded-xs text-accent-ink hover:underline">
          {fact.about.kind === 'similar' ? fact.about.id : `Open the ${fact.label}`}
        </Link>
      ))}
    </span>
  );
}
