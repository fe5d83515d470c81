import type { ScoutFigures } from '#lib/domain/views/scout.ts';
import { Table, Td, Th, Tr } from '../ui/table.tsx';
import { agreementWords } from './words.ts';

const COUNT = new Intl.NumberFormat('en');

/** What came of Scout's work, by category and in all. */
export function FiguresTable({ figures }: { figures: ScoutFigures }) {
  const rows = [...figures.categories, { category: 'All', ...figures.total }];
  return (
    <Table caption="Scout’s work by category">
      <thead>
        <tr>
          <Th>Category</Th>
          {['Handled', 'Resolved', 'Handed over', 'Agreed', 'Overturned', 'Agreement'].map((name) => (
            <Th key={name} className="text-right">
              {name}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ category, handled, resolved, handedOver, agreed, overturned }, at) => (
          <Tr key={category} className={at === rows.length - 1 ? 'font-[550]' : ''}>
            <Td className="whitespace-nowrap">{category}</Td>
            {[handled, resolved, handedOver, agreed, overturned].map((count, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the columns never change
              <Td key={column} className="num text-right">
                {COUNT.format(count)}
              </Td>
            ))}
            <Td className="num text-right">{agreementWords({ agreed, overturned })}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
