'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Link } from '#components/ui/link.tsx';
import { OnceValue } from '#components/ui/once-value.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { useHookAddress } from './hook-card.tsx';
import { newToken, sourceNameProblem } from './token.ts';
import { usePutConnector } from './use-connector.ts';

interface Made {
  name: string;
  webhookToken: string;
  hmacSecret: string | null;
}

/** Adds a named source with a token of its own, made here and shown once. */
export function SourceDialog({ taken, onClose }: { taken: readonly string[]; onClose: () => void }) {
  const [made, setMade] = useState<Made | null>(null);
  return made ? (
    <SourceMade made={made} onClose={onClose} />
  ) : (
    <SourceForm taken={taken} onMade={setMade} onClose={onClose} />
  );
}

function SourceForm({
  taken,
  onMade,
  onClose,
}: {
  taken: readonly string[];
  onMade: (made: Made) => void;
  onClose: () => void;
}) {
  const [name, setName] = useState('');
  const [signed, setSigned] = useState(false);
  const [tried, setTried] = useState(false);
  const put = usePutConnector(`generic/${name}`, { inline: true });
  const problem = sourceNameProblem(name, taken);

  const create = async () => {
    setTried(true);
    if (problem) return;
    const webhookToken = newToken();
    const hmacSecret = signed ? newToken() : null;
    const credentials: Record<string, string> = hmacSecret === null ? { webhookToken } : { webhookToken, hmacSecret };
    if (await put.act({ enabled: true, credentials })) onMade({ name, webhookToken, hmacSecret });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title="Add a source"
      description="Anything that sends JSON by HTTP. It gets an address and a token of its own."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="go" type="submit" form="new-source" busy={put.busy}>
            Add source
          </Button>
        </>
      }
    >
      <form
        noValidate
        id="new-source"
        className="flex flex-col gap-3.5"
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <Field
          label="Name"
          required
          hint={`Part of its address: /api/hooks/generic/${name || '…'}`}
          error={tried ? problem : name !== '' && problem !== null ? problem : null}
        >
          <Input
            autoFocus
            mono
            value={name}
            maxLength={63}
            onChange={(event) => setName(event.target.value.toLowerCase())}
          />
        </Field>
        <Field label="Signed bodies" hint="Also demand an HMAC-SHA256 over each body, made with a second secret.">
          <Switch checked={signed} onCheckedChange={setSigned} />
        </Field>
        {put.error && (
          <p role="alert" className="text-critical">
            {put.error.message}
          </p>
        )}
      </form>
    </Dialog>
  );
}

function SourceMade({ made, onClose }: { made: Made; onClose: () => void }) {
  const address = useHookAddress(`/api/hooks/generic/${made.name}`);
  const example = exampleOf(made, address);
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={`${made.name} is ready`}
      description="Copy its secrets now: they are not shown again. They can be replaced at any time."
      width="lg"
      footer={
        <>
          <Link href={`/connectors/generic/${made.name}`} className="px-2 text-accent-ink hover:underline">
            Open its settings
          </Link>
          <Button variant="go" onClick={onClose}>
            I have copied them
          </Button>
        </>
      }
    >
      <dl className="grid grid-cols-[110px_minmax(0,1fr)] items-center gap-y-2 narrow:grid-cols-1">
        <OnceValue name="Address" value={address} />
        <OnceValue name="Token" value={made.webhookToken} />
        {made.hmacSecret && <OnceValue name="Signing secret" value={made.hmacSecret} />}
      </dl>
      <CodeBlock code={example} label="example" />
    </Dialog>
  );
}

/** A first alert, as a shell sends it. */
function exampleOf({ name, webhookToken, hmacSecret }: Made, address: string): string {
  const body = `{"id":"1","title":"Test of ${name}","severity":"low"}`;
  const signature = [
    `BODY='${body}'`,
    `SIGNATURE=$(printf %s "$BODY" | openssl dgst -sha256 -hmac '${hmacSecret}' -r | cut -d' ' -f1)`,
  ];
  const request = [
    `curl -X POST ${address}`,
    `-H 'Authorization: Bearer ${webhookToken}'`,
    `-H 'Content-Type: application/json'`,
    ...(hmacSecret ? ['-H "X-Watchfloor-Signature: sha256=$SIGNATURE"', '-d "$BODY"'] : [`-d '${body}'`]),
  ].join(' \\\n  ');
  return hmacSecret ? [...signature, request].join('\n') : request;
}
