'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { ConnectorView } from '#lib/domain/views/intake.ts';
import { changesOf, type Draft, draftOf, hasAddress, isChanged } from './draft.ts';
import { addressHint, askedWith, isInbound } from './labels.ts';
import { SecretField } from './secret-field.tsx';
import { NumberSetting, TextSetting } from './setting-fields.tsx';
import { usePutConnector } from './use-connector.ts';
import { VendorFields } from './vendor-fields.tsx';

/** What both sides prove themselves with, and the settings; saved together. Secrets are never shown, only replaced. */
export function ConnectorForm({ connector, readOnly }: { connector: ConnectorView; readOnly: boolean }) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(connector));
  const toast = useToast();
  const put = usePutConnector(connector.id, {
    inline: true,
    done: (saved) => {
      setDraft(draftOf(saved));
      toast({ title: `${saved.title} saved`, tone: 'ok' });
    },
  });
  const changed = isChanged(connector, draft);
  const calls = connector.vendor !== 'generic';
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const secrets = (inbound: boolean) =>
    connector.credentials
      .filter(({ name }) => isInbound(name) === inbound)
      .map((credential) => (
        <SecretField
          key={credential.name}
          vendor={connector.vendor}
          credential={credential}
          value={draft.credentials[credential.name]}
          error={put.field(`credentials/${credential.name}`)}
          readOnly={readOnly}
          onChange={(value) => {
            const { [credential.name]: _, ...rest } = draft.credentials;
            set({ credentials: value === undefined ? rest : { ...rest, [credential.name]: value } });
          }}
        />
      ));

  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void put.act(changesOf(connector, draft));
      }}
    >
      {connector.hookPath && (
        <fieldset className="card flex min-w-0 flex-col gap-3.5 px-3.5 py-3">
          <Legend>What senders prove themselves with</Legend>
          {secrets(true)}
          <div className="grid grid-cols-2 gap-3.5 narrow:grid-cols-1">
            <NumberSetting
              label="Keep a replaced secret for"
              unit="hours"
              hint="For so long both are accepted, so that a rotation loses nothing. 0: not at all."
              placeholder="24"
              value={draft.rotationHours}
              error={put.field('settings/rotationHours')}
              disabled={readOnly}
              onChange={(rotationHours) => set({ rotationHours })}
            />
            <NumberSetting
              label="Expect one every"
              unit="minutes"
              hint="Quiet for longer, the source counts as silent. Empty: no expectation."
              value={draft.expectedEveryMinutes}
              error={put.field('settings/expectedEveryMinutes')}
              disabled={readOnly}
              onChange={(expectedEveryMinutes) => set({ expectedEveryMinutes })}
            />
          </div>
        </fieldset>
      )}
      {calls && (
        <fieldset className="card flex min-w-0 flex-col gap-3.5 px-3.5 py-3">
          <Legend>{askedWith(connector)}</Legend>
          {secrets(false)}
          {hasAddress(connector.vendor) && (
            <TextSetting
              label="API address"
              hint={addressHint(connector.vendor)}
              value={draft.baseUrl}
              error={put.field('baseUrl')}
              disabled={readOnly}
              onChange={(baseUrl) => set({ baseUrl })}
            />
          )}
          <VendorFields
            vendor={connector.vendor}
            values={draft.own}
            error={(name) => put.field(`settings/${name}`)}
            disabled={readOnly}
            onChange={(own) => set({ own })}
          />
          {connector.vendor === 'wiz' && (
            <div className="grid grid-cols-2 gap-3.5 narrow:grid-cols-1">
              <TextSetting
                label="Token address"
                hint="Empty: the vendor’s own."
                value={draft.authUrl}
                error={put.field('settings/authUrl')}
                disabled={readOnly}
                onChange={(authUrl) => set({ authUrl })}
              />
              <TextSetting
                label="Audience"
                hint="Empty: the vendor’s own."
                value={draft.audience}
                error={put.field('settings/audience')}
                disabled={readOnly}
                onChange={(audience) => set({ audience })}
              />
            </div>
          )}
        </fieldset>
      )}
      {put.error && (
        <p role="alert" className="text-critical">
          {put.error.message}
        </p>
      )}
      {readOnly ? (
        <p className="text-ink-3 text-xs">Only administrators change connectors.</p>
      ) : (
        changed && (
          <div className="card sticky -bottom-3.5 flex items-center justify-end gap-2 px-3.5 py-2">
            <span className="mr-auto text-ink-2">Not saved yet</span>
            <Button
              onClick={() => {
                setDraft(draftOf(connector));
                put.reset();
              }}
            >
              Discard
            </Button>
            <Button type="submit" variant="go" busy={put.busy}>
              Save
            </Button>
          </div>
        )
      )}
    </form>
  );
}

function Legend({ children }: { children: React.ReactNode }) {
  return <legend className="float-left w-full font-semibold text-ink-2 text-sm">{children}</legend>;
}
