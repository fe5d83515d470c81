'use client';

import { CircleHelp } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DeviceField } from '#lib/domain/device/precedence.ts';
import type { DeviceView } from '#lib/domain/views/device.ts';
import { sourceName } from '../observables/source-names.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Popover } from '../ui/popover.tsx';
import { exactTime, RelativeTime } from '../ui/relative-time.tsx';
import { Untrusted } from '../ui/untrusted.tsx';
import { FIELD_NAMES, JOIN_WORDS, valueWords } from './words.ts';

type Device = NonNullable<DeviceView['device']>;

/** What the card shows first, in its order. */
const SHOWN: readonly DeviceField[] = [
  'owner',
  'os',
  'lastSeen',
  'agentActive',
  'isolation',
  'compliant',
  'serial',
  'lastUser',
];
/** A fact that says more of another one, and stands behind it. */
const BEHIND: Partial<Record<DeviceField, DeviceField>> = {
  os: 'osVersion',
  agentActive: 'agentVersion',
  serial: 'model',
};

/** The facts of a device: each as it is believed, and a place to ask who says so. */
export function DeviceFacts({ device, store }: { device: Device; store: DeviceView['store'] }) {
  return (
    <dl className="grid grid-cols-[76px_minmax(0,1fr)] gap-x-2 gap-y-[5px] wide:grid-cols-[92px_minmax(0,1fr)_92px_minmax(0,1fr)]">
      {SHOWN.map((field) => (
        <Fact key={field} name={FIELD_NAMES[field]}>
          <Value device={device} field={field} />
        </Fact>
      ))}
      <Fact name="Store">
        {store ? <span title={`${store.address} is in its network ${store.network}`}>{store.name}</span> : <NotKnown />}
      </Fact>
      <Fact name="Addresses">
        {device.lists.addresses.length === 0 ? (
          <NotKnown />
        ) : (
          <span className="break-words font-mono text-sm">
            {device.lists.addresses.map(({ value }) => value).join(' ')}
          </span>
        )}
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}

function Value({ device: { fields }, field }: { device: Device; field: DeviceField }) {
  const said = fields[field];
  if (!said) return <NotKnown />;
  const more = BEHIND[field] && fields[BEHIND[field]];
  const heard = `${said.why} ${sourceName(said.source)}, ${exactTime(said.at)}`;
  return (
    <span title={heard}>
      <FieldValue field={field} value={said.value} />
      {more && (
        <span className="text-ink-3">
          {' '}
          <Untrusted>{String(more.value)}</Untrusted>
        </span>
      )}
    </span>
  );
}

function FieldValue({ field, value }: { field: DeviceField; value: string | number | boolean }) {
  if (field === 'lastSeen') return <RelativeTime at={String(value)} />;
  return <Untrusted>{valueWords(field, value)}</Untrusted>;
}

const NotKnown = () => <span className="text-ink-3">not known</span>;

/** The button that says of every fact who is believed, since when and why. */
export function WhyFacts({ name, device }: { name: string; device: Device }) {
  const known = Object.entries(device.fields) as [DeviceField, NonNullable<Device['fields'][DeviceField]>][];
  return (
    <Popover
      label={`Who says what of ${name}`}
      align="end"
      reading
      trigger={<IconButton label={`Who says what of ${name}`} icon={<CircleHelp aria-hidden />} />}
    >
      <h3 className="mb-2 font-semibold">
        <Untrusted>{name}</Untrusted>: {JOIN_WORDS[device.joinedBy]}
      </h3>
      <ul className="flex flex-col gap-2.5">
        {known.map(([field, { value, at, why }]) => (
          <li key={field} className="border-line border-l-2 pl-2.5">
            <p className="break-words">
              <span className="text-ink-3">{FIELD_NAMES[field]}</span> <FieldValue field={field} value={value} />
            </p>
            <p className="text-ink-3 text-xs">
              {why} Seen <RelativeTime at={at} />.
            </p>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
