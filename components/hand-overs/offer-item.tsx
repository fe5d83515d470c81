'use client';

import type { HandOverDraftItem } from '#lib/domain/views/hand-over.ts';
import { Field } from '../ui/field.tsx';
import { Textarea } from '../ui/input.tsx';
import { Tag } from '../ui/tag.tsx';
import { HandedCaseLine } from './handed-case.tsx';
import type { CaseWords } from './offer-words.ts';
import { WORDS } from './words.ts';

/** One case of the offer: whether it goes along, and what is said of it. */
export function OfferItem({
  item,
  words,
  onChange,
}: {
  item: HandOverDraftItem;
  words: CaseWords;
  onChange: (words: CaseWords) => void;
}) {
  const { key } = item.case;
  return (
    <div className="flex flex-col gap-2 px-3.5 py-2.5">
      <div className="flex items-start gap-2.5">
        <input
          type="checkbox"
          aria-label={`Hand over ${key}`}
          checked={words.included && item.offeredTo === null}
          disabled={item.offeredTo !== null}
          onChange={(event) => onChange({ ...words, included: event.target.checked })}
          className="mt-[3px] size-3.5 shrink-0 touch:size-6"
        />
        <HandedCaseLine of={item.case} />
        {item.offeredTo && <Tag tone="medium">waits for {item.offeredTo.name}</Tag>}
      </div>
      {words.included && item.offeredTo === null && (
        <div className="grid gap-x-3 gap-y-2 pl-6 wide:grid-cols-[repeat(auto-fit,minmax(240px,1fr))] narrow:pl-0">
          {WORDS.map(({ field, label, hint }) => (
            <Field key={field} label={label}>
              <Textarea
                aria-label={`${label} of ${key}`}
                placeholder={hint}
                rows={2}
                maxLength={4000}
                value={words[field]}
                onChange={(event) => onChange({ ...words, [field]: event.target.value })}
                className="min-h-12!"
              />
            </Field>
          ))}
        </div>
      )}
    </div>
  );
}
