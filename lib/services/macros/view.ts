import type { ClosingMacroRow } from '../../db/schema/index.ts';
import type { ClosingMacro } from '../../domain/views/collaboration.ts';

/** A menu with more of them would be searched longer than the sentence is written. */
export const MOST_MACROS = 100;

export const macroView = ({ id, title, verdict, summary }: ClosingMacroRow): ClosingMacro => ({
  id,
  title,
  verdict,
  summary,
  shipped: false,
});
