import type { AiWhy } from '#lib/domain/views/ai-output.ts';
import { WhyFigures } from './why-figures.tsx';

/** “Why”, closed until somebody asks. */
export function WhyDetails({ why }: { why: AiWhy }) {
  return (
    <details className="min-w-0">
      <summary className="cursor-pointer text-ink-2 text-sm touch:min-h-11">Why</summary>
      <div className="mt-2">
        <WhyFigures why={why} />
      </div>
    </details>
  );
}
