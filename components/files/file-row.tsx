'use client';

import { Biohazard, Download, File as FileIcon } from 'lucide-react';
import Link from 'next/link';
import type { FileView } from '#lib/domain/views/evidence.ts';
import { useOrder } from '../injections/case-orders.ts';
import { OrderMark } from '../injections/order-mark.tsx';
import { VerdictTag } from '../observables/verdict-tag.tsx';
import { useMay, useMe } from '../query/me.ts';
import { Avatar } from '../ui/avatar.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Tag } from '../ui/tag.tsx';
import { Untrusted } from '../ui/untrusted.tsx';
import { formatBytes } from './bytes.ts';
import { DeleteFile } from './delete-file.tsx';

/** One file: what it is, its hash with what is known of it, who brought it. It is never opened here, only downloaded. */
export function FileRow({ caseKey, file }: { caseKey: string; file: FileView }) {
  const me = useMe();
  const order = useOrder('file', { id: file.id });
  const mayTake = useMay('case.download');
  const mayAttach = useMay('case.attach');
  const mayDeleteAny = useMay('case.delete_file');
  const mayDelete = mayDeleteAny || (mayAttach && file.uploadedBy.id === me?.id);
  const Icon = file.malware ? Biohazard : FileIcon;
  return (
    <li className="flex min-h-[46px] min-w-0 items-center gap-2.5 border-line/55 border-b py-1.5">
      <Icon aria-hidden className={file.malware ? 'size-4 shrink-0 text-critical' : 'size-4 shrink-0 text-ink-3'} />
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 items-center gap-2">
          <span className={file.deleted ? 'min-w-0 truncate text-ink-3 line-through' : 'min-w-0 truncate font-[510]'}>
            <Untrusted>{file.name}</Untrusted>
          </span>
          <span className="num shrink-0 text-ink-3 text-sm">{formatBytes(file.bytes)}</span>
          {file.malware && <Tag tone="critical">malware</Tag>}
          <OrderMark order={order} />
          {file.verdict !== 'unknown' && <VerdictTag verdict={file.verdict} score={null} />}
        </p>
        <p className="flex min-w-0 items-center gap-1 text-ink-3 text-xs">
          {file.observableId ? (
            <Link
              href={`/observables/${file.observableId}`}
              prefetch={false}
              title={`SHA-256 ${file.sha256}`}
              className="min-w-0 truncate font-mono hover:underline"
            >
              {file.sha256}
            </Link>
          ) : (
            <span className="min-w-0 truncate font-mono">{file.sha256}</span>
          )}
          <CopyButton text={file.sha256} label="Copy the SHA-256" />
        </p>
        {file.deleted && (
          <p className="text-ink-3 text-sm">
            Deleted by {file.deleted.by.name} <RelativeTime at={file.deleted.at} />: {file.deleted.reason}
          </p>
        )}
      </div>
      <span className="flex shrink-0 items-center gap-1.5 text-ink-3 text-sm narrow:hidden">
        <Avatar actor={file.uploadedBy} />
        <RelativeTime at={file.createdAt} className="whitespace-nowrap" />
      </span>
      {!file.deleted && (
        <span className="flex shrink-0">
          {mayTake && (
            <a
              href={`/api/v1/cases/${caseKey}/files/${file.id}`}
              download
              aria-label={file.malware ? `Download ${file.name} as a ZIP, password infected` : `Download ${file.name}`}
              title={file.malware ? 'ZIP, password “infected”' : 'Download'}
              className="inline-grid size-7 shrink-0 place-items-center rounded-lg text-ink-2 hover:bg-hover hover:text-ink touch:size-11 [&_svg]:size-[15px]"
            >
              <Download aria-hidden />
            </a>
          )}
          {mayDelete && <DeleteFile caseKey={caseKey} file={file} />}
        </span>
      )}
    </li>
  );
}
