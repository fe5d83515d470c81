'use client';

import { defang } from '#lib/domain/observables/defang.ts';
import { observableTypeName } from '../ui/names.ts';
import { Untrusted } from '../ui/untrusted.tsx';
import type { Found } from './found-lines.ts';

export const nameOf = ({ type, value }: Found) => `${type} ${value}`;

/** What was found in a text, to be left out one by one. */
export function FoundList({
  found,
  left,
  onLeft,
}: {
  found: readonly Found[];
  /** The names of those that are left out. */
  left: ReadonlySet<string>;
  onLeft: (left: ReadonlySet<string>) => void;
}) {
  const toggle = (name: string) => {
    const next = new Set(left);
    if (!next.delete(name)) next.add(name);
    onLeft(next);
  };
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-[550] text-ink-2 text-sm">
        Found <span className="num text-ink-3">{found.length}</span>
      </legend>
      <ul className="max-h-52 overflow-y-auto rounded-lg border border-line">
        {found.map((one) => (
          <li key={nameOf(one)} className="border-line/55 border-b last:border-b-0">
            <label className="flex min-h-8 min-w-0 cursor-pointer items-center gap-2 px-2.5 hover:bg-hover touch:min-h-11">
              <input
                type="checkbox"
                checked={!left.has(nameOf(one))}
                onChange={() => toggle(nameOf(one))}
                className="size-4 shrink-0"
              />
              <span className="w-20 shrink-0 text-ink-3 text-xs">{observableTypeName(one.type)}</span>
              <span className="min-w-0 break-all font-mono text-sm">
                <Untrusted>{defang(one.type, one.value)}</Untrusted>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
