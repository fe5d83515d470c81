import type { ReactNode } from 'react';
import type { AiWhy } from '#lib/domain/views/ai-output.ts';
import { formatMilliseconds } from '../ui/duration.ts';
import { Link } from '../ui/link.tsx';

const COUNT = new Intl.NumberFormat('en');

/** Who gave an answer, to which prompt and input, and what it cost. */
export function WhyFigures({ why }: { why: AiWhy }) {
  const { by, model, promptVersion, inputHash, tokens, milliseconds, cached, runId } = why;
  return (
    <dl className="num grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-ink-2 text-sm">
      <Row name="Answered by">
        {by === 'model' ? model : 'Rules: no model was asked, or none of what it said could be used'}
      </Row>
      <Row name="Prompt">{`Version ${promptVersion}`}</Row>
      <Row name="Input">
        <span className="break-all font-mono text-xs">{inputHash}</span>
      </Row>
      <Row name="Cost">
        {cached
          ? 'None: the same question was answered before'
          : `${COUNT.format(tokens)} tokens, ${formatMilliseconds(milliseconds)}`}
      </Row>
      {runId && (
        <Row name="Run">
          <Link href={`/runs/${runId}`} className="text-accent-ink hover:underline">
            Open the run
          </Link>
        </Row>
      )}
    </dl>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
