import { z } from 'zod';

const list = <S extends z.ZodType>(item: S, partsOf: (value: string) => string[]) =>
  z.preprocess((value) => {
    const parts = [value ?? []]
      .flat()
      .flatMap((part) => partsOf(String(part)))
      .filter(Boolean);
    return parts.length > 0 ? parts : undefined;
  }, z.array(item).max(100).optional());

/** A parameter whose values hold no comma: a comma list, or repeated. An empty one does not filter. */
export const many = <S extends z.ZodType>(item: S) => list(item, (value) => value.split(','));

/** A parameter of free text: each value is taken whole, commas included; several by repeating it. An empty one does not filter. */
export const texts = () => list(z.string(), (value) => [value]);
