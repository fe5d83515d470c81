import { techniqueHref, techniqueOf } from '#lib/domain/attack.ts';
import { STEP_TITLES, type StepKind } from '#lib/domain/command-line/step.ts';
import type { CommandAnalysisView } from '#lib/domain/views/command-analysis.ts';
import { visibleBidi } from '../ui/bidi.ts';
import { CodeBlock } from '../ui/code-block.tsx';
import { sentence } from '../ui/names.ts';
import { Tag } from '../ui/tag.tsx';
import { COMMAND_TONE } from './command-tone.ts';
import { piecesOf } from './marked-text.ts';

const PERCENT = new Intl.NumberFormat('en', { style: 'percent' });

/** What a command line does: the verdict, the line as it runs with the words that gave it away, why, and what was undone to read it. */
export function CommandAnswer({ analysis }: { analysis: CommandAnalysisView }) {
  const { verdict, confidence, techniques, reasons, text, steps, knownGood } = analysis;
  const pieces = piecesOf(
    text,
    reasons.flatMap(({ spans }) => spans),
  );
  return (
    <div className="flex min-w-0 flex-col gap-2.5">
      <p className="flex flex-wrap items-center gap-2">
        <Tag tone={COMMAND_TONE[verdict]}>{sentence(verdict)}</Tag>
        <span className="num text-ink-2 text-sm">{`${PERCENT.format(confidence)} sure`}</span>
        {techniques.map((id) => (
          <a
            key={id}
            href={techniqueHref(id)}
            target="_blank"
            rel="noopener noreferrer"
            title={techniqueOf(id)?.name}
            className="font-mono text-accent-ink text-xs hover:underline"
          >
            {id}
          </a>
        ))}
      </p>
      {knownGood !== null && <p className="text-ink-2">{`It is known to be good, by the pattern ${knownGood}`}</p>}
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label="command line as it runs"
        className="max-h-60 overflow-auto rounded-lg border border-line bg-raised px-3 py-2"
      >
        <code className="whitespace-pre-wrap break-all font-mono text-[11.5px] text-ink-2 leading-[17px]">
          {pieces.map(({ start, text: piece, marked }) =>
            marked ? (
              <mark key={start} className="tone-high rounded-sm bg-tone-soft text-tone-ink">
                {visibleBidi(piece)}
              </mark>
            ) : (
              <span key={start}>{visibleBidi(piece)}</span>
            ),
          )}
        </code>
      </section>
      {reasons.length > 0 && (
        <ul className="list-disc pl-4 text-ink-2">
          {reasons.map((reason) => (
            <li key={reason.text}>{reason.text}</li>
          ))}
        </ul>
      )}
      <Steps steps={steps} />
    </div>
  );
}

function Steps({ steps }: Pick<CommandAnalysisView, 'steps'>) {
  if (steps.length === 0)
    return <p className="text-ink-3 text-sm">The line is as it was written: nothing had to be undone.</p>;
  return (
    <details>
      <summary className="cursor-pointer text-ink-2 text-sm">How it was read</summary>
      <ol className="mt-1.5 flex flex-col gap-1.5">
        {steps.map(({ kind, round, result }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps never change, and two may be alike
          <li key={at} className="min-w-0">
            <p className="text-ink-2 text-sm">
              {STEP_TITLES[kind as StepKind] ?? kind}
              {round > 1 && <span className="text-ink-3">{`, layer ${round}`}</span>}
            </p>
            <CodeBlock code={result} label={`result of step ${at + 1}`} />
          </li>
        ))}
      </ol>
    </details>
  );
}
