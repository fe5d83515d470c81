import Link from 'next/link';

export function CaseLink({ caseKey }: { caseKey: string }) {
  return (
    <Link href={`/cases/${caseKey}`} className="whitespace-nowrap font-mono text-sm hover:underline">
      {caseKey}
    </Link>
  );
}
