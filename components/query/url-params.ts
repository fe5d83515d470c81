'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/** Filters that live in the address: a list with its filters can be sent to a colleague, and Back takes them away. */
export function useUrlParams<Name extends string>(
  names: readonly Name[],
): [values: Record<Name, string>, set: (changes: Partial<Record<Name, string>>) => void] {
  const search = useSearchParams();
  const pathname = usePathname();
  const router = useRouter();
  const values = Object.fromEntries(names.map((name) => [name, search.get(name) ?? ''])) as Record<Name, string>;
  const set = useCallback(
    (changes: Partial<Record<Name, string>>) => {
      const next = new URLSearchParams(search);
      for (const [name, value] of Object.entries<string | undefined>(changes)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      const text = next.toString();
      router.replace(text ? `${pathname}?${text}` : pathname, { scroll: false });
    },
    [search, pathname, router],
  );
  return [values, set];
}
