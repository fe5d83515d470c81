'use client';

import { ExternalLink, Pencil } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { CaseLink } from '#lib/domain/case.ts';
import type { CaseView } from '#lib/domain/views/case.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Input } from '../ui/input.tsx';
import { Popover } from '../ui/popover.tsx';
import { Tag } from '../ui/tag.tsx';
import { Untrusted } from '../ui/untrusted.tsx';
import { AddLink } from './add-link.tsx';
import { useChangeCase } from './change.tsx';

/** The links of a case: to follow, to change, to take away. */
export function CaseLinkList({ view, editable }: { view: CaseView; editable: boolean }) {
  const change = useChangeCase();
  const save = (links: CaseLink[]) => void change(view.key, { kind: 'patch', patch: { links }, version: view.version });
  return (
    <ul className="flex flex-col gap-0.5">
      {view.links.map((link, at) => (
        <li key={link.url} className="group/link flex min-h-[22px] min-w-0 items-center gap-1">
          <a
            href={link.url}
            target="_blank"
            rel="noopener noreferrer nofollow"
            title={link.url}
            className="inline-flex min-w-0 items-center gap-1 text-accent-ink hover:underline"
          >
            <span className="truncate">
              <Untrusted>{link.title}</Untrusted>
            </span>
            <ExternalLink aria-hidden className="size-3 shrink-0" />
          </a>
          {editable && (
            <EditLink
              link={link}
              onSave={(next) => save(view.links.with(at, next))}
              onRemove={() => save(view.links.filter((one) => one !== link))}
            />
          )}
        </li>
      ))}
      {editable ? <AddLink caseKey={view.key} /> : view.links.length === 0 && <Tag dashed>none</Tag>}
    </ul>
  );
}

function EditLink({
  link,
  onSave,
  onRemove,
}: {
  link: CaseLink;
  onSave: (link: CaseLink) => void;
  onRemove: () => void;
}) {
  const [open, setOpen] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const url = String(form.get('url')).trim();
    const next = { title: String(form.get('title')).trim() || url.slice(0, 200), url };
    setOpen(false);
    if (next.title !== link.title || next.url !== link.url) onSave(next);
  };
  return (
    <Popover
      label={`Link ${link.title}`}
      align="end"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <IconButton
          label={`Change the link ${link.title}`}
          icon={<Pencil aria-hidden />}
          className="-my-1 size-6 text-ink-3 opacity-0 focus-visible:opacity-100 group-hover/link:opacity-100 data-[state=open]:opacity-100 touch:opacity-100"
        />
      }
    >
      <form onSubmit={submit} className="flex flex-col gap-2">
        <Field label="Address">
          <Input name="url" type="url" required defaultValue={link.url} autoFocus />
        </Field>
        <Field label="Title" hint="Left empty, the address.">
          <Input name="title" maxLength={200} defaultValue={link.title} />
        </Field>
        <div className="flex gap-2">
          <Button type="submit" variant="go">
            Save the link
          </Button>
          <Button
            variant="bad"
            onClick={() => {
              setOpen(false);
              onRemove();
            }}
          >
            Remove
          </Button>
        </div>
      </form>
    </Popover>
  );
}
