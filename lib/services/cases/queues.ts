/** Where a case stands that nobody could take: the leads are told. */
export const LEADS_QUEUE = 'leads';

/** Where an unowned case stands otherwise. */
export const TRIAGE_QUEUE = 'triage';
