'use client';

import { Search as SearchIcon } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type FormEvent, useRef } from 'react';
import { keyOf, numberOf } from '#lib/domain/case.ts';
import { addressOf } from '../cases-list/filters.ts';
import { Kbd } from '../ui/kbd.tsx';
import { useHotkeys } from './hotkeys.ts';

/** A key opens its case; an indicator (defanged or not) finds the cases that hold it; words search titles, descriptions and comments, of closed cases too. */
export function searchAddress(text: string): string {
  const number = numberOf(text);
  return number === null ? addressOf({ q: text.trim(), open: false }) : `/cases/${keyOf(number)}`;
}

export function Search() {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  useHotkeys({ '/': () => input.current?.select() });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = input.current?.value.trim();
    if (!text) return;
    input.current?.blur();
    router.push(searchAddress(text));
  };
  return (
    <search className="min-w-0 flex-[0_1_440px] narrow:flex-1">
      <form onSubmit={submit} className="relative">
        <SearchIcon
          aria-hidden
          className="pointer-events-none absolute inset-y-0 left-2.5 my-auto size-[15px] text-ink-3"
        />
        <input
          ref={input}
          type="search"
          name="q"
          aria-label="Search cases, or paste an indicator"
          placeholder="Search cases, paste an indicator …"
          autoComplete="off"
          spellCheck={false}
          onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
          className="peer h-7 w-full rounded-lg border border-transparent bg-raised pr-9 pl-8 text-ink placeholder:text-ink-3 hover:border-line focus-visible:border-accent focus-visible:outline-none touch:h-9 touch:text-[16px] [&::-webkit-search-cancel-button]:hidden"
        />
        <span className="pointer-events-none absolute inset-y-0 right-2 grid items-center peer-focus:hidden">
          <Kbd>/</Kbd>
        </span>
      </form>
    </search>
  );
}
