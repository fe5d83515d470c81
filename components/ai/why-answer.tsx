import type { AiOutputView } from '#lib/domain/views/ai-output.ts';
import { CommandAnalysisView } from '#lib/domain/views/command-analysis.ts';
import { CodeBlock } from '../ui/code-block.tsx';
import { Untrusted } from '../ui/untrusted.tsx';
import { CommandAnswer } from './command-answer.tsx';
import { WhyFigures } from './why-figures.tsx';

/** What is behind an answer: who gave it and for what, what it cost, what was wrong with the input, and the answer as it is kept. */
export function WhyAnswer({ output }: { output: AiOutputView }) {
  const { reason, flags } = output;
  const command = commandOf(output);
  return (
    <div className="flex flex-col gap-2.5 px-3.5 pb-3">
      {reason && <p className="text-ink-2">{reason}</p>}
      {flags.length > 0 && (
        <div className="text-high">
          <p>The input gives orders to whoever reads it. It was read as data.</p>
          <ul className="mt-1 flex flex-col gap-0.5">
            {flags.map(({ kind, path, excerpt }) => (
              <li key={`${kind} ${path}`} className="break-words font-mono text-xs">
                {path}: “<Untrusted>{excerpt}</Untrusted>”
              </li>
            ))}
          </ul>
        </div>
      )}
      {command && <CommandAnswer analysis={command} />}
      <WhyFigures why={output} />
      {!command && <Kept output={output.output} />}
    </div>
  );
}

/** A command line is told in words; null of every other task. */
const commandOf = ({ task, output }: AiOutputView): CommandAnalysisView | null =>
  (task === 'analyze-command-line' && CommandAnalysisView.safeParse(output).data) || null;

/** What stands on the page in words already, as it is kept. */
function Kept({ output }: Pick<AiOutputView, 'output'>) {
  return (
    <details>
      <summary className="cursor-pointer text-ink-2 text-sm touch:min-h-11">The answer as it is kept</summary>
      <CodeBlock code={output} label="answer" className="mt-1.5" />
    </details>
  );
}
