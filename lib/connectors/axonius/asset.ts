import { z } from 'zod';

type Scalar = string | number | boolean;

/** A device with each attribute's values, whoever of its adapters gave them. */
export interface AxoniusDevice {
  id: string;
  adapters: string[];
  /** By the attribute's name below `specific_data.data`, such as `network_interfaces.mac`. */
  values: Record<string, Scalar[]>;
  labels: string[];
}

const PREFIX = 'specific_data.data.';
/** Of one attribute so many values are read, and so deep. */
const MOST_VALUES = 100;
const DEEPEST = 6;

const texts = z
  .unknown()
  .optional()
  .transform((value) => [value].flat().filter((one): one is string => typeof one === 'string' && one !== ''));
const Block = z.looseObject({ plugin_name: z.string().nullish().catch(null), data: z.unknown() });

/**
 * A device as Axonius answers it: with flat, dotted keys where fields were asked for, else with a block for each adapter; a value may be one or a
 * list, in both forms.
 */
export const Asset = z
  .looseObject({ internal_axon_id: z.string().min(1), adapters: texts, labels: texts })
  .transform(({ internal_axon_id: id, adapters, labels, ...rest }): AxoniusDevice => {
    const values = new Map<string, Set<Scalar>>();
    const blocks = z.array(Block).safeParse(rest.specific_data).data ?? [];
    for (const { data } of blocks) collect(values, '', data, 0);
    for (const [key, value] of Object.entries(rest))
      if (key.startsWith(PREFIX)) collect(values, key.slice(PREFIX.length), value, 0);
    const named = blocks.flatMap(({ plugin_name: name }) => (name ? [name] : []));
    return {
      id,
      labels,
      adapters: [...new Set([...adapters, ...named])],
      values: Object.fromEntries([...values].map(([name, known]) => [name, [...known]])),
    };
  });

/** Lists are opened, objects go on by their keys: of two network interfaces the addresses are one list. */
function collect(values: Map<string, Set<Scalar>>, name: string, value: unknown, depth: number): void {
  if (value === null || value === undefined || depth > DEEPEST) return;
  if (Array.isArray(value)) {
    for (const one of value) collect(values, name, one, depth + 1);
  } else if (typeof value === 'object') {
    for (const [key, one] of Object.entries(value)) collect(values, name ? `${name}.${key}` : key, one, depth + 1);
  } else if (value !== '') {
    const known = values.get(name) ?? new Set();
    if (known.size < MOST_VALUES) values.set(name, known.add(value as Scalar));
  }
}
