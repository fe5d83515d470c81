'use client';

import { useCategories, useStores } from '#components/query/settings.ts';
import { Table, Td, Th, Tr } from '#components/ui/table.tsx';
import type { StakeholdersView } from '#lib/domain/views/notice.ts';
import { casesOf, toldOf } from './rule-words.ts';

export function StakeholdersTable({
  rules,
  onEdit,
}: {
  rules: readonly StakeholdersView[];
  onEdit: ((rule: StakeholdersView) => void) | undefined;
}) {
  const { nameOf: category } = useCategories();
  const { nameOf: store } = useStores();
  return (
    <Table caption="Stakeholders">
      <thead>
        <tr>
          <Th>Name</Th>
          <Th>Cases</Th>
          <Th className="narrow:hidden">Who is told</Th>
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => (
          <Tr key={rule.id} {...(onEdit ? { onOpen: () => onEdit(rule) } : {})}>
            <Td className="max-w-64 font-[510] narrow:max-w-40">
              {onEdit ? (
                <button
                  type="button"
                  aria-label={`Edit ${rule.name}`}
                  onClick={() => onEdit(rule)}
                  className="block max-w-full truncate hover:underline touch:min-h-11"
                >
                  {rule.name}
                </button>
              ) : (
                <span className="block truncate">{rule.name}</span>
              )}
              <span className="hidden font-normal text-ink-2 text-xs narrow:block">{toldOf(rule)}</span>
            </Td>
            <Td className="text-ink-2">{casesOf(rule, category, store)}</Td>
            <Td className="max-w-96 truncate text-ink-2 narrow:hidden">{toldOf(rule)}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
