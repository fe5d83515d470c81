'use client';

import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { exactTime, RelativeTime } from '#components/ui/relative-time.tsx';
import { Tag } from '#components/ui/tag.tsx';
import type { ConnectorView } from '#lib/domain/views/intake.ts';
import { secretLabel } from './labels.ts';
import { newToken } from './token.ts';

type Credential = ConnectorView['credentials'][number];

/** One secret: whether it is set and since when; a new value can be written or made, the old one is never shown. */
export function SecretField({
  vendor,
  credential,
  value,
  error,
  readOnly,
  onChange,
}: {
  vendor: string;
  credential: Credential;
  /** undefined: as it is; null: to be taken away; a text: the new value. */
  value: string | null | undefined;
  error: string | undefined;
  readOnly: boolean;
  onChange: (value: string | null | undefined) => void;
}) {
  const { label, hint } = secretLabel(credential.name, vendor);
  if (typeof value === 'string') {
    return <SecretInput vendor={vendor} credential={credential} value={value} error={error} onChange={onChange} />;
  }
  return (
    <div className="flex flex-col gap-1">
      <div className="flex min-h-7 flex-wrap items-center gap-2">
        <span className="font-[550] text-ink-2 text-sm">{label}</span>
        <SecretState credential={credential} removed={value === null} />
        {!readOnly && (
          <span className="ml-auto flex gap-1.5">
            {value === null ? (
              <Button variant="ghost" onClick={() => onChange(undefined)}>
                <Undo2 aria-hidden /> Keep it
              </Button>
            ) : (
              <>
                {credential.set && (
                  <Button variant="ghost" aria-label={`Remove ${label}`} onClick={() => onChange(null)}>
                    Remove
                  </Button>
                )}
                <Button aria-label={`${credential.set ? 'Replace' : 'Set'} ${label}`} onClick={() => onChange('')}>
                  {credential.set ? 'Replace' : 'Set'}
                </Button>
              </>
            )}
          </span>
        )}
      </div>
      {hint && <p className="text-ink-3 text-xs">{hint}</p>}
      {error && (
        <p role="alert" className="text-critical text-xs">
          {error}
        </p>
      )}
    </div>
  );
}

function SecretState({ credential, removed }: { credential: Credential; removed: boolean }) {
  if (removed) return <Tag tone="critical">Removed when saved</Tag>;
  if (!credential.set) return <Tag dashed>Not set</Tag>;
  return (
    <>
      <Tag tone="ok">Set</Tag>
      {credential.setAt && (
        <span className="text-ink-3 text-xs">
          <RelativeTime at={credential.setAt} />
        </span>
      )}
      {credential.previousUntil && (
        <span className="text-medium text-xs">
          the value before is accepted until {exactTime(credential.previousUntil)}
        </span>
      )}
    </>
  );
}

function SecretInput({
  vendor,
  credential,
  value,
  error,
  onChange,
}: {
  vendor: string;
  credential: Credential;
  value: string;
  error: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  const { label, hint, secret, generated } = secretLabel(credential.name, vendor);
  const [made, setMade] = useState(false);
  return (
    <Field
      label={credential.set ? `New ${label.toLowerCase()}` : label}
      error={error}
      hint={made ? 'Copy it now: after saving it is not shown again.' : hint}
    >
      <span className="flex flex-wrap items-center gap-1.5">
        <Input
          mono
          autoFocus
          type={secret && !made ? 'password' : 'text'}
          autoComplete="new-password"
          className="flex-1 basis-64"
          value={value}
          onChange={(event) => {
            setMade(false);
            onChange(event.target.value);
          }}
        />
        {made && <CopyButton text={value} label={`Copy the new ${label.toLowerCase()}`} />}
        {generated && (
          <Button
            onClick={() => {
              setMade(true);
              onChange(newToken());
            }}
          >
            Generate
          </Button>
        )}
        <Button variant="ghost" onClick={() => onChange(undefined)}>
          Cancel
        </Button>
      </span>
    </Field>
  );
}
