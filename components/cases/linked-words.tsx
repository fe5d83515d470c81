import Link from 'next/link';
import { withoutBidi } from '../ui/bidi.ts';
import { cutAtKeys } from './case-links.ts';

/** A sentence of the timeline, in which each case's key leads to its case. */
export function LinkedWords({ text }: { text: string }) {
  return (
    <bdi>
      {cutAtKeys(withoutBidi(text)).map((piece) =>
        piece.key ? (
          <Link
            key={piece.at}
            href={`/cases/${piece.key}`}
            prefetch={false}
            className="rounded-xs text-accent-ink hover:underline"
          >
            {piece.key}
          </Link>
        ) : (
          piece.text
        ),
      )}
    </bdi>
  );
}
