import { Link } from '../ui/link.tsx';

export function CaseLink({ caseKey }: { caseKey: string }) {
  return (
    <Link href={`/cases/${caseKey}`} className="whitespace-nowrap font-mono text-sm hover:underline">
      {caseKey}
    </Link>
  );
}
