import type { CaseField, CasePatch } from '#lib/domain/case.ts';
import type { CaseView } from '#lib/domain/views/case.ts';
import { sentence } from '../ui/names.ts';

/** One field that two people changed: what I wrote and what stands there now, as text. */
export interface Clash {
  field: CaseField;
  name: string;
  mine: string;
  theirs: string;
}

/** The fields of a refused change that stand differently now; equal ones need no decision. */
export function clashesOf(patch: CasePatch, current: CaseView): Clash[] {
  const now: Record<string, unknown> = { ...current, runbook: current.runbook?.key ?? null };
  return (Object.keys(patch) as CaseField[])
    .map((field) => ({ field, name: sentence(field), mine: textOf(patch[field]), theirs: textOf(now[field]) }))
    .filter((clash) => clash.mine !== clash.theirs);
}

/** Any value of a case as something to read and compare. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (Array.isArray(value)) return value.map(textOf).join(', ') || '—';
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([name, one]) => `${name}: ${textOf(one)}`)
      .join('\n');
  }
  return String(value);
}
