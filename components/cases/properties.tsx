'use client';

import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { CATEGORIES, type CasePatch, TLPS, type Tlp } from '#lib/domain/case.ts';
import type { CaseView } from '#lib/domain/views/case.ts';
import { useMay } from '../query/me.ts';
import { sentence } from '../ui/names.ts';
import { Select } from '../ui/select.tsx';
import { Switch } from '../ui/switch.tsx';
import { Tag } from '../ui/tag.tsx';
import { Untrusted } from '../ui/untrusted.tsx';
import { AddLink } from './add-link.tsx';
import { useChangeCase } from './change.tsx';
import { textOf } from './conflict.ts';
import { EditableWords } from './editable-words.tsx';

/** MITRE ATT&CK ids, as the API takes them. */
const TECHNIQUE = /^T\d{4}(\.\d{3})?$/;

export function Properties({ view, editable }: { view: CaseView; editable: boolean }) {
  const change = useChangeCase();
  const mayRestrict = useMay('case.restrict');
  const patch = (fields: CasePatch) => void change(view.key, { kind: 'patch', patch: fields, version: view.version });
  const categories = [...new Set<string>([...CATEGORIES, view.category])];

  return (
    <dl className="grid grid-cols-[92px_minmax(0,1fr)] items-start gap-x-2 gap-y-[3px] [&>dt]:py-[3px] [&>dt]:text-ink-3">
      <Row name="Source">{view.source}</Row>
      {view.store && <Row name="Store">{view.store}</Row>}
      <Row name="Category">
        {editable ? (
          <Select
            aria-label="Category"
            value={view.category}
            onChange={(event) => patch({ category: event.target.value })}
            options={categories.map((value) => ({ value, label: value }))}
            quiet
            className="-my-[3px] -ml-[11px] w-[calc(100%+11px)]"
          />
        ) : (
          view.category
        )}
      </Row>
      <Row name="TLP">
        {editable ? (
          <Select
            aria-label="Traffic light protocol"
            value={view.tlp}
            onChange={(event) => patch({ tlp: event.target.value as Tlp })}
            options={TLPS.map((value) => ({ value, label: `TLP:${value}` }))}
            quiet
            className="-my-[3px] -ml-[11px] w-[calc(100%+11px)]"
          />
        ) : (
          `TLP:${view.tlp}`
        )}
      </Row>
      <Row name="MITRE">
        <EditableWords
          label="ATT&CK techniques"
          values={view.techniques}
          editable={editable}
          check={(word) => (TECHNIQUE.test(word.toUpperCase()) ? null : 'Write an id such as T1059.001.')}
          onSave={(words) => patch({ techniques: words.map((word) => word.toUpperCase()) })}
          hrefOf={(id) => `https://attack.mitre.org/techniques/${id.replace('.', '/')}/`}
        />
      </Row>
      <Row name="Tags">
        <EditableWords label="Tags" values={view.tags} editable={editable} onSave={(tags) => patch({ tags })} />
      </Row>
      <Row name="VIP">
        <Switch
          aria-label="VIP: shorter targets"
          checked={view.vip}
          disabled={!editable}
          onCheckedChange={(vip) => patch({ vip })}
          className="mt-1"
        />
      </Row>
      {(mayRestrict || view.restricted) && (
        <Row name="Restricted">
          <Switch
            aria-label="Restricted: only who is involved sees it"
            checked={view.restricted}
            disabled={!mayRestrict}
            onCheckedChange={(restricted) => patch({ restricted })}
            className="mt-1"
          />
        </Row>
      )}
      {view.collaborators.length > 0 && <Row name="With">{view.collaborators.map((one) => one.name).join(', ')}</Row>}
      {view.watchers.length > 0 && <Row name="Watchers">{view.watchers.map((one) => one.name).join(', ')}</Row>}
      {Object.entries(view.customFields).map(([name, value]) => (
        <Row key={name} name={sentence(name)}>
          <span className="whitespace-pre-wrap">
            <Untrusted>{textOf(value)}</Untrusted>
          </span>
        </Row>
      ))}
      <Row name="Links">
        <ul className="flex flex-col gap-0.5">
          {view.links.map((link) => (
            <li key={link.url} className="min-w-0">
              <a
                href={link.url}
                target="_blank"
                rel="noopener noreferrer nofollow"
                title={link.url}
                className="inline-flex max-w-full items-center gap-1 text-accent-ink hover:underline"
              >
                <span className="truncate">
                  <Untrusted>{link.title}</Untrusted>
                </span>
                <ExternalLink aria-hidden className="size-3 shrink-0" />
              </a>
            </li>
          ))}
          {editable ? <AddLink caseKey={view.key} /> : view.links.length === 0 && <Tag dashed>none</Tag>}
        </ul>
      </Row>
    </dl>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="truncate" title={name}>
        {name}
      </dt>
      <dd className="min-w-0 py-[3px]">{children}</dd>
    </>
  );
}
