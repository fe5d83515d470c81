'use client';

import { Copy, Link2, ShieldCheck } from 'lucide-react';
import type { ObservableType } from '#lib/domain/observables/types.ts';
import { copyText } from '../ui/clipboard.ts';
import { cn } from '../ui/cn.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Link } from '../ui/link.tsx';
import { useToast } from '../ui/toast.tsx';
import { Untrusted } from '../ui/untrusted.tsx';
import { observableHref } from './observable-href.ts';

interface Props {
  observable: { id: string; type: ObservableType; value: string; defanged: string };
  className?: string;
}

/** An indicator as it may be shown: defanged, a press goes to its page, beside it the copies in both forms. */
export function ObservableValue({ observable, className }: Props) {
  return (
    <span className={cn('flex min-w-0 items-center gap-1', className)}>
      <Link
        href={observableHref(observable)}
        prefetch={false}
        title={observable.defanged}
        className="min-w-0 truncate font-mono text-sm hover:underline"
      >
        <Untrusted>{observable.defanged}</Untrusted>
      </Link>
      <CopyBoth observable={observable} />
    </span>
  );
}

/** One copy where both forms are the same, else one for each. */
export function CopyBoth({ observable }: { observable: { value: string; defanged: string } }) {
  const toast = useToast();
  const copy = async (text: string, form: string) => {
    const copied = await copyText(text);
    toast(
      copied
        ? { title: `Copied${form}`, detail: text, tone: 'ok' }
        : { title: 'The browser does not allow copying.', tone: 'critical' },
    );
  };
  const same = observable.value === observable.defanged;
  return (
    <span className="flex shrink-0">
      <IconButton
        label={same ? 'Copy' : 'Copy defanged'}
        icon={same ? <Copy aria-hidden /> : <ShieldCheck aria-hidden />}
        onClick={() => void copy(observable.defanged, same ? '' : ' defanged')}
        className="size-6 text-ink-3"
      />
      {!same && (
        <IconButton
          label="Copy as it is: live"
          icon={<Link2 aria-hidden />}
          onClick={() => void copy(observable.value, ', live: handle with care')}
          className="size-6 text-ink-3"
        />
      )}
    </span>
  );
}
