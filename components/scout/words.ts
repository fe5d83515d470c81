import { techniqueHref } from '#lib/domain/attack.ts';
import { VERDICT_NAMES } from '#lib/domain/scout/verdict-words.ts';
import type { InvestigationView, ScoutWorkView } from '#lib/domain/views/scout.ts';
import type { Tone } from '../ui/tone.ts';

export const VERDICT_WORDS: Record<ScoutWorkView['verdict'], { word: string; tone: Tone }> = {
  malicious: { word: VERDICT_NAMES.malicious, tone: 'critical' },
  suspicious: { word: VERDICT_NAMES.suspicious, tone: 'high' },
  benign: { word: VERDICT_NAMES.benign, tone: 'ok' },
  undetermined: { word: VERDICT_NAMES.undetermined, tone: 'plain' },
};

export const CONFIDENCE_WORDS: Record<InvestigationView['investigation']['confidence'], string> = {
  low: 'Low confidence',
  medium: 'Medium confidence',
  high: 'High confidence',
};

export const OUTCOME_WORDS: Record<ScoutWorkView['outcome'], string> = {
  resolved: 'Resolved',
  handed_over: 'Handed over',
};

export const JUDGED_WORDS: Record<NonNullable<ScoutWorkView['judged']>, { word: string; tone: Tone }> = {
  agreed: { word: 'Agreed', tone: 'ok' },
  overturned: { word: 'Overturned', tone: 'high' },
};

const PERCENT = new Intl.NumberFormat('en', { style: 'percent' });

/** `75%` of what people judged, or a dash where they judged nothing. */
export function agreementWords({ agreed, overturned }: { agreed: number; overturned: number }): string {
  const judged = agreed + overturned;
  return judged === 0 ? '–' : PERCENT.format(agreed / judged);
}

type Fact = InvestigationView['facts'][number];

/** The page of what a fact is about; null for the case itself, where it stands already. */
export function hrefOfFact({ about: { kind, id } }: Fact): string | null {
  if (kind === 'observable' || kind === 'device') return `/observables/${id}`;
  if (kind === 'similar') return `/cases/${id}`;
  return kind === 'technique' && /^T\d{4}(\.\d{3})?$/.test(id) ? techniqueHref(id) : null;
}
