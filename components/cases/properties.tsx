'use client';

import type { ReactNode } from 'react';
import { type CasePatch, TLPS, type Tlp } from '#lib/domain/case.ts';
import type { CaseView } from '#lib/domain/views/case.ts';
import { useOrder } from '../injections/case-orders.ts';
import { OrderMark } from '../injections/order-mark.tsx';
import { useMay } from '../query/me.ts';
import { useCategories, useCustomFields, useStores } from '../query/settings.ts';
import { Select } from '../ui/select.tsx';
import { Switch } from '../ui/switch.tsx';
import { CaseLinkList } from './case-link-list.tsx';
import { useChangeCase } from './change.tsx';
import { CustomField } from './custom-field.tsx';
import { EditableWords } from './editable-words.tsx';
import { fieldRows, withValue } from './field-rows.ts';
import { People } from './people.tsx';
import { RunbookChoice } from './runbook-choice.tsx';

/** MITRE ATT&CK ids, as the API takes them. */
const TECHNIQUE = /^T\d{4}(\.\d{3})?$/;

export function Properties({ view, editable }: { view: CaseView; editable: boolean }) {
  const change = useChangeCase();
  const mayRestrict = useMay('case.restrict');
  const patch = (fields: CasePatch, version = view.version) =>
    void change(view.key, { kind: 'patch', patch: fields, version });
  const categories = useCategories();
  const stores = useStores();
  const fields = fieldRows(useCustomFields(), view.customFields);

  return (
    <dl className="grid grid-cols-[92px_minmax(0,1fr)] items-start gap-x-2 gap-y-[3px] [&>dt]:py-[3px] [&>dt]:text-ink-3">
      <Row name="Source">{view.source}</Row>
      <Row name="Store">
        {editable ? (
          <Select
            aria-label="Store"
            value={view.store ?? ''}
            onChange={(event) => patch({ store: event.target.value || null })}
            options={[
              { value: '', label: 'None' },
              ...choices(stores.active, view.store).map((key) => ({ value: key, label: stores.nameOf(key) })),
            ]}
            quiet
            className="-my-[3px] -ml-[11px] w-[calc(100%+11px)]"
          />
        ) : (
          (view.store && stores.nameOf(view.store)) || <span className="text-ink-3">none</span>
        )}
      </Row>
      <Row name="Category">
        {editable ? (
          <Select
            aria-label="Category"
            value={view.category}
            onChange={(event) => patch({ category: event.target.value })}
            options={choices(categories.active, view.category).map((key) => ({
              value: key,
              label: categories.nameOf(key),
            }))}
            quiet
            className="-my-[3px] -ml-[11px] w-[calc(100%+11px)]"
          />
        ) : (
          categories.nameOf(view.category)
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
      <Row name="Runbook">
        <RunbookChoice view={view} editable={editable} onChange={(runbook) => patch({ runbook })} />
      </Row>
      <Row name="With">
        <People view={view} part="collaborators" />
      </Row>
      <Row name="Watchers">
        <People view={view} part="watchers" />
      </Row>
      {fields.map((row) => (
        <Row key={row.key} name={row.label}>
          <CustomField
            row={row}
            version={view.version}
            onSave={
              editable
                ? (value, version) => patch({ customFields: withValue(view.customFields, row.key, value) }, version)
                : null
            }
          />
          <FieldMark name={row.key} />
        </Row>
      ))}
      <Row name="Links">
        <CaseLinkList view={view} editable={editable} />
      </Row>
    </dl>
  );
}

/** What may be chosen, and what stands there though it may be chosen no more. */
const choices = (active: readonly { key: string }[], current: string | null): string[] => [
  ...new Set([...active.map(({ key }) => key), ...(current ? [current] : [])]),
];

const FieldMark = ({ name }: { name: string }) => <OrderMark order={useOrder('custom_field', { name })} />;

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="break-words hyphens-auto">{name}</dt>
      <dd className="min-w-0 py-[3px]">{children}</dd>
    </>
  );
}
