/** The case that stands for a vendor's object now. */
export interface StandingCase {
  key: string;
  open: boolean;
  /** When it left the open stages; null while open. */
  endedAt: Date | null;
}

export interface IntakeFacts {
  standing: StandingCase | null;
  /** The standing case has followed an event of this object that was received after this one. */
  late?: boolean | undefined;
  /** An event of this object that was received after this one has said that it is over. */
  endedSince?: boolean | undefined;
  /** A later state of this object, by the vendor's own time, came before this one and led to no case. */
  overtaken?: boolean | undefined;
  /** The vendor's status says that the object is open, so it may lead to a new case or reopen one. */
  statusOpens: boolean;
  /** Null: everything else allows a new case. Else why not, as one sentence with the value that decided. */
  barred: string | null;
  /** Days after the end of a case in which it reopens. */
  reopenWithinDays: number;
  now: Date;
}

export type IntakeDecision =
  | { do: 'open'; follows: string | null }
  | { do: 'update'; key: string }
  | { do: 'reopen'; key: string }
  /** The event is kept on the case and changes nothing: the case has ended and stays so, or has heard newer things. */
  | { do: 'note'; key: string }
  | { do: 'filter'; reason: string };

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * What an event of a vendor's object leads to. The filter decides only what may open a case: a later event of an object with an open
 * case always reaches it, whatever its severity.
 */
export function decideIntake(facts: IntakeFacts): IntakeDecision {
  const { standing, late, endedSince, overtaken, statusOpens, barred, reopenWithinDays, now } = facts;
  if (standing && late) return { do: 'note', key: standing.key };
  if (standing?.open) return { do: 'update', key: standing.key };
  if (standing) {
    if (!statusOpens) return { do: 'note', key: standing.key };
    const age = now.getTime() - (standing.endedAt?.getTime() ?? 0);
    if (age <= reopenWithinDays * DAY_MS && reopenWithinDays > 0) return { do: 'reopen', key: standing.key };
  }
  if (endedSince) return { do: 'filter', reason: 'A later event of this object has already ended it.' };
  if (overtaken) return { do: 'filter', reason: 'A later state of this object came before it, and opened no case.' };
  if (barred) return { do: 'filter', reason: barred };
  return { do: 'open', follows: standing?.key ?? null };
}

/** True when `word` is in `list`, compared without case and surrounding space. */
export function isListed(word: string, list: readonly string[]): boolean {
  const wanted = word.trim().toUpperCase();
  return list.some((item) => item.trim().toUpperCase() === wanted);
}

/** True when one of the words is in the list, or the list is empty: then it leaves nothing out. */
export function isAmong(words: readonly string[], list: readonly string[]): boolean {
  return list.length === 0 || words.some((word) => isListed(word, list));
}
