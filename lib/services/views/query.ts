import { CASE_SORTS } from '../../domain/case.ts';
import type { CaseFilter as CaseFilterType } from '../cases/query.ts';
import { CaseFilter, FILTER_NAMES } from '../cases/query.ts';
import { invalid } from '../errors.ts';
import { parse } from '../kernel/index.ts';

/**
 * The filters of a view's query. `sort` is the list's own, and open cases are meant unless it says `open=false`, as in the list's address.
 * Throws `invalid` at `/query` for what the list does not know.
 */
export function filterOf(query: string): CaseFilterType {
  const asked = new URLSearchParams(query);
  const sort = asked.get('sort');
  if (sort !== null && !(CASE_SORTS as readonly string[]).includes(sort)) throw unknown(`sort=${sort}`);
  asked.delete('sort');
  const names = [...new Set(asked.keys())];
  const stranger = names.find((name) => !(FILTER_NAMES as string[]).includes(name));
  if (stranger !== undefined) throw unknown(stranger);
  const open = asked.get('open') === 'false' ? {} : { open: 'true' };
  asked.delete('open');
  const values = Object.fromEntries(
    names.filter((name) => name !== 'open').map((name) => [name, valuesAt(asked, name)]),
  );
  return parse(CaseFilter, { ...values, ...open });
}

function valuesAt(asked: URLSearchParams, name: string): string | string[] {
  const values = asked.getAll(name);
  return values.length === 1 ? values[0]! : values;
}

const unknown = (what: string) => invalid([{ pointer: '/query', message: `The list has no filter “${what}”.` }]);
