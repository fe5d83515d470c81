'use client';

import { ListFilter } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { CATEGORIES } from '#lib/domain/case.ts';
import type { CaseListItem } from '#lib/domain/views/case.ts';
import type { MemberView } from '#lib/domain/views/member.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Popover } from '../ui/popover.tsx';
import { Select } from '../ui/select.tsx';
import type { CaseFilters } from './filters.ts';

/** The filters that are used less. */
export function FilterPopover({
  filters,
  onFilters,
  items,
  members,
}: {
  filters: CaseFilters;
  onFilters: (change: Partial<CaseFilters>) => void;
  /** Cases in the list, for what one may want to choose from. */
  items: readonly CaseListItem[];
  members: readonly MemberView[];
}) {
  const [open, setOpen] = useState(false);
  const listId = useId();
  const seen = (values: readonly string[]) => [...new Set(values)].sort();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const one = (name: string) => String(form.get(name) ?? '').trim();
    const more = (chosen: readonly string[], name: string) => [...new Set([...chosen, one(name)])].filter(Boolean);
    onFilters({
      assignee: one('assignee') ? [one('assignee')] : filters.assignee,
      source: more(filters.source, 'source'),
      category: more(filters.category, 'category'),
      tag: more(filters.tag, 'tag'),
      sla: (one('sla') || null) as CaseFilters['sla'],
      observable: one('observable') || null,
      q: one('q') || null,
    });
    setOpen(false);
  };
  return (
    <Popover
      label="More filters"
      open={open}
      onOpenChange={setOpen}
      trigger={<Chip add icon={<ListFilter aria-hidden />} label="Filter" />}
    >
      <form onSubmit={submit} className="flex flex-col gap-2.5">
        <Field label="Words in the title">
          <Input name="q" defaultValue={filters.q ?? ''} />
        </Field>
        <Field label="Observable">
          <Input name="observable" mono defaultValue={filters.observable ?? ''} placeholder="203[.]0[.]113[.]7" />
        </Field>
        <Field label="Assignee">
          <Select
            name="assignee"
            options={[
              { value: '', label: 'Anybody' },
              { value: 'me', label: 'Me' },
              { value: 'none', label: 'Nobody' },
              ...members.map((member) => ({ value: member.kind === 'ai' ? 'scout' : member.id, label: member.name })),
            ]}
          />
        </Field>
        <Field label="Category">
          <Select
            name="category"
            options={[
              { value: '', label: 'Any' },
              ...seen([...CATEGORIES, ...items.map((item) => item.category)]).map((value) => ({ value, label: value })),
            ]}
          />
        </Field>
        <div className="grid grid-cols-2 gap-2.5">
          <Field label="Source">
            <Input name="source" list={`${listId}-sources`} />
          </Field>
          <Field label="Tag">
            <Input name="tag" list={`${listId}-tags`} />
          </Field>
        </div>
        <datalist id={`${listId}-sources`}>
          {seen(items.map((item) => item.source)).map((source) => (
            <option key={source} value={source} />
          ))}
        </datalist>
        <datalist id={`${listId}-tags`}>
          {seen(items.flatMap((item) => item.tags)).map((tag) => (
            <option key={tag} value={tag} />
          ))}
        </datalist>
        <Field label="SLA">
          <Select
            name="sla"
            defaultValue={filters.sla ?? ''}
            options={[
              { value: '', label: 'Any' },
              { value: 'at_risk', label: 'At risk' },
              { value: 'breached', label: 'Breached' },
            ]}
          />
        </Field>
        <Button type="submit" variant="go" className="mt-1">
          Filter
        </Button>
      </form>
    </Popover>
  );
}
