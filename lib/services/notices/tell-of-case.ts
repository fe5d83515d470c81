import { keyOf } from '../../domain/case.ts';
import { lockCase } from '../cases/fetch.ts';
import { type Ctx, transact } from '../kernel/index.ts';
import { type NoticeInput, tell } from './tell.ts';

/** A notice about a case, by its key; the title follows the key. */
export type CaseNotice = Omit<NoticeInput, 'caseId' | 'severity' | 'to'> & { key: string; to: NoticeInput['to'][] };

/** Tells several audiences of a case, each member once, for a workflow's step. Answers how many notices stand. */
export async function tellOfCase({ ctx, input }: { ctx: Ctx; input: CaseNotice }): Promise<{ notices: string[] }> {
  const { key, to, title, ...notice } = input;
  return transact(ctx, 'notices.tell-of-case', async (tx) => {
    const of = await lockCase(tx, key, 'case.read');
    const notices: string[] = [];
    for (const audience of to) {
      const said = {
        ...notice,
        title: `${keyOf(of.number)} ${title}`,
        caseId: of.id,
        severity: of.severity,
        to: audience,
      };
      const { id } = await tell(tx, said);
      if (id) notices.push(id);
    }
    return { notices: [...new Set(notices)] };
  });
}
