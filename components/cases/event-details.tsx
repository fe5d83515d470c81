import { techniqueHref } from '#lib/domain/attack.ts';
import { INTEL, isIntelVendor } from '#lib/domain/intel/vendors.ts';
import type { AlertProcess, CommandLook, EventDetails as Details } from '#lib/domain/views/alert-details.ts';
import { COMMAND_TONE } from '../ai/command-tone.ts';
import { visibleBidi } from '../ui/bidi.ts';
import { sentence } from '../ui/names.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Tag } from '../ui/tag.tsx';
import { Untrusted } from '../ui/untrusted.tsx';

const ROLE_NAMES: Record<AlertProcess['role'], string> = {
  grandparent: 'Grandparent',
  parent: 'Parent',
  process: 'Process',
};
const PERCENT = new Intl.NumberFormat('en', { style: 'percent' });

/** What the vendor's API knows of an event: whom it happened to, the processes as they were started, and what their lines do. */
export function EventDetails({ vendor, details }: { vendor: string; details: Details }) {
  const system = isIntelVendor(vendor) ? INTEL[vendor].system : vendor;
  const { processes, host, user, techniques, disposition, connections, names, commands, leftOut, readAt } = details;
  return (
    <article aria-label={`Details from ${system}`} className="mb-3 flex min-w-0 flex-col gap-2.5">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1">
        <Fact name="Host" value={[host?.name, host?.os, host?.site].filter(Boolean).join(', ')} />
        <Fact name="User" value={user} />
        <Fact name="Disposition" value={disposition} />
        {techniques.length > 0 && (
          <>
            <dt className="text-ink-3">Techniques</dt>
            <dd className="flex flex-wrap gap-x-3">
              {techniques.map(({ id, name }) => (
                <a
                  key={id}
                  href={techniqueHref(id)}
                  target="_blank"
                  rel="noopener noreferrer"
                  className="text-accent-ink hover:underline"
                >
                  <span className="font-mono text-xs">{id}</span> {name}
                </a>
              ))}
            </dd>
          </>
        )}
        <Fact
          name="Connections"
          value={listed(
            connections.map(({ address, port }) => (port ? `${address} port ${port}` : address)),
            leftOut?.connections,
          )}
        />
        <Fact name="Names" value={listed(names, leftOut?.names)} />
      </dl>
      <ol aria-label="Process tree" className="flex flex-col gap-2">
        {processes.map((process) => (
          <Process key={process.role} process={process} look={commands.find(({ role }) => role === process.role)} />
        ))}
      </ol>
      <p className="text-ink-3 text-sm">
        {`Read at ${system} `}
        <RelativeTime at={readAt} />
      </p>
    </article>
  );
}

const listed = (entries: readonly string[], leftOut = 0): string =>
  leftOut > 0 ? `${entries.join(', ')} and ${leftOut} more` : entries.join(', ');

function Fact({ name, value }: { name: string; value: string | null }) {
  if (!value) return null;
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0 break-words">
        <Untrusted>{value}</Untrusted>
      </dd>
    </>
  );
}

function Process({ process, look }: { process: AlertProcess; look: CommandLook | undefined }) {
  return (
    <li className="flex min-w-0 flex-col gap-1 border-line border-l-2 pl-2.5">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="text-ink-3 text-sm">{ROLE_NAMES[process.role]}</span>
        <span className="font-[510]">
          <Untrusted>{process.name ?? process.path ?? ''}</Untrusted>
        </span>
        {look && <Tag tone={COMMAND_TONE[look.verdict]}>{sentence(look.verdict)}</Tag>}
        {look && look.knownGood === null && (
          <span className="num text-ink-3 text-sm">{`${PERCENT.format(look.confidence)} sure`}</span>
        )}
        {look?.techniques.map((id) => (
          <Tag key={id} mono>
            {id}
          </Tag>
        ))}
      </p>
      {process.commandLine && <Line name="Command line" of={process} text={process.commandLine} />}
      {look?.decoded && <Line name="Decoded line" of={look} text={look.decoded} />}
      {look?.knownGood && (
        <p className="text-ink-2 text-sm">
          Known to be good, by the pattern{' '}
          <span className="break-all font-mono text-xs">
            <Untrusted>{look.knownGood}</Untrusted>
          </span>
        </p>
      )}
    </li>
  );
}

/** A text of a process. A figure, and no landmark: an event has several of them, and several events may be open. */
function Line({ name, of, text }: { name: string; of: Pick<AlertProcess, 'role'>; text: string }) {
  return (
    <div className="min-w-0">
      <p className="text-ink-3 text-sm">{name}</p>
      <figure
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={`${name} of the ${ROLE_NAMES[of.role].toLowerCase()}`}
        className="max-h-40 overflow-auto rounded-lg border border-line bg-raised px-2.5 py-1.5"
      >
        <code className="whitespace-pre-wrap break-all font-mono text-[11.5px] text-ink-2 leading-[17px]">
          {visibleBidi(text)}
        </code>
      </figure>
    </div>
  );
}
