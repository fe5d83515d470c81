'use client';

import { GitMerge } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { Link } from '../ui/link.tsx';
import { EmptyState } from '../ui/states.tsx';

/** The old key of a merged case leads to the one that it became part of. */
export function MergedAway({ caseKey, into }: { caseKey: string; into: string }) {
  const router = useRouter();
  useEffect(() => router.replace(`/cases/${into}?merged=${caseKey}`), [router, caseKey, into]);
  return (
    <EmptyState icon={<GitMerge aria-hidden />} title={`${caseKey} was merged into ${into}`}>
      <Link href={`/cases/${into}`} className="text-accent-ink hover:underline">
        Go to {into}
      </Link>
    </EmptyState>
  );
}
