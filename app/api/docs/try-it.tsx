'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { formatMilliseconds } from '#components/ui/duration.ts';
import { Field } from '#components/ui/field.tsx';
import { Input, Textarea } from '#components/ui/input.tsx';
import { Tag } from '#components/ui/tag.tsx';
import { exampleOf } from './example.ts';
import type { OpenApi, Operation, Parameter } from './operations.ts';
import { curlOf, keyOf, prepare, problemOf } from './request.ts';

interface Answer {
  status: number;
  milliseconds: number;
  headers: string;
  body: string;
}

/** The longest answer that is shown, in characters. */
const SHOWN = 200_000;

/** A form of an operation's parameters and body, and what the server answers to it. */
export function TryIt({ document, operation, apiKey }: { document: OpenApi; operation: Operation; apiKey: string }) {
  const [values, setValues] = useState<Record<string, string>>({});
  const [body, setBody] = useState(() =>
    operation.body ? JSON.stringify(exampleOf(document, operation.body), null, 2) : '',
  );
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const filled = { values, body, apiKey };

  const send = async () => {
    const missing = problemOf(operation, filled);
    setProblem(missing);
    if (missing) return;
    setBusy(true);
    try {
      setAnswer(await ask(operation, filled));
    } catch {
      setProblem('The server was not reached.');
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      noValidate
      aria-label={`Try ${operation.method.toUpperCase()} ${operation.path}`}
      className="flex min-w-0 flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {operation.parameters.length > 0 && (
        <div className="grid grid-cols-2 gap-x-4 gap-y-2.5 narrow:grid-cols-1">
          {operation.parameters.map((parameter) => (
            <ParameterInput
              key={keyOf(parameter)}
              parameter={parameter}
              value={values[keyOf(parameter)] ?? ''}
              onChange={(value) => setValues({ ...values, [keyOf(parameter)]: value })}
            />
          ))}
        </div>
      )}
      {operation.body && (
        <Field label="Body">
          <Textarea
            mono
            rows={Math.min(16, body.split('\n').length + 1)}
            value={body}
            onChange={(event) => setBody(event.target.value)}
          />
        </Field>
      )}
      {problem && (
        <p role="alert" className="text-critical">
          {problem}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="go" busy={busy}>
          Send
        </Button>
        <span className="text-ink-3 text-xs">
          {apiKey.trim() ? 'with the API key' : 'with your session'}
          {operation.method === 'get' ? '' : '; this writes for real'}
        </span>
      </div>
      <details className="text-ink-2">
        <summary className="text-sm">As a shell command</summary>
        <CodeBlock code={curlOf(prepare(operation, filled), location.origin)} label="command" className="mt-2" />
      </details>
      <div aria-live="polite">{answer && <AnswerView answer={answer} />}</div>
      <Answers document={document} operation={operation} />
    </form>
  );
}

function ParameterInput({
  parameter,
  value,
  onChange,
}: {
  parameter: Parameter;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <Field label={`${parameter.name} (${parameter.in})`} required={parameter.required} hint={parameter.description}>
      <Input mono value={value} onChange={(event) => onChange(event.target.value)} />
    </Field>
  );
}

function AnswerView({ answer }: { answer: Answer }) {
  return (
    <section aria-label="Answer that came" className="flex flex-col gap-2">
      <p className="flex items-center gap-2">
        <Tag tone={answer.status < 300 ? 'ok' : answer.status < 500 ? 'medium' : 'critical'} mono>
          {answer.status}
        </Tag>
        <span className="num text-ink-3 text-xs">{formatMilliseconds(answer.milliseconds)}</span>
      </p>
      {answer.body && <CodeBlock code={answer.body} label="answer" />}
      <details className="text-ink-2">
        <summary className="text-sm">Headers</summary>
        <CodeBlock code={answer.headers} label="headers" className="mt-2" />
      </details>
    </section>
  );
}

function Answers({ document, operation }: { document: OpenApi; operation: Operation }) {
  return (
    <details className="text-ink-2">
      <summary className="text-sm">What it answers</summary>
      <ul className="mt-2 flex flex-col gap-2">
        {operation.answers.map(({ status, description, schema }) => (
          <li key={status} className="flex flex-col gap-1">
            <span>
              <Tag mono>{status}</Tag> {description}
            </span>
            {schema && <CodeBlock code={exampleOf(document, schema)} label={`example of ${status}`} />}
          </li>
        ))}
      </ul>
    </details>
  );
}

async function ask(operation: Operation, filled: Parameters<typeof prepare>[1]): Promise<Answer> {
  const { url, init } = prepare(operation, filled);
  const started = performance.now();
  const response = await fetch(url, init);
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
  if (isStream) await response.body?.cancel();
  const text = isStream ? 'A stream of events is open; it was closed at once.' : await response.text();
  return {
    status: response.status,
    milliseconds: performance.now() - started,
    headers: [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n'),
    body: text.length > SHOWN ? `${text.slice(0, SHOWN)} …` : text,
  };
}
