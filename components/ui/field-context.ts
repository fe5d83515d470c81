'use client';

import { createContext, use } from 'react';

/** What a Field tells the control inside of it. */
export interface FieldLinks {
  id: string;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: true | undefined;
  required?: boolean | undefined;
}

export const FieldContext = createContext<FieldLinks | null>(null);

export function useFieldLinks(): Partial<FieldLinks> {
  return use(FieldContext) ?? {};
}
