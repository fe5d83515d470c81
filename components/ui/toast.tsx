'use client';

import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { Toast as Radix } from 'radix-ui';
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react';
import { useNow } from './clock.ts';
import { cn } from './cn.ts';

export interface ToastMessage {
  title: string;
  detail?: string;
  tone?: 'ok' | 'critical' | 'plain';
  /** Milliseconds that it stays; six seconds where nothing is said. */
  duration?: number;
  /** One act, such as Undo. */
  action?: { label: string; onPress: () => void };
}

interface Shown extends ToastMessage {
  id: number;
}

const ToastContext = createContext<((message: ToastMessage) => void) | null>(null);

/** `toast({title, detail, tone, action})`: what happened, for some seconds, read out politely. */
export function useToast(): (message: ToastMessage) => void {
  const show = use(ToastContext);
  if (!show) throw new Error('useToast needs a ToastProvider above it.');
  return show;
}

const AT_MOST = 4;
let nextId = 1;

export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown[]>([]);
  const awake = useNow(3600) !== null;
  const show = useCallback((message: ToastMessage) => {
    setShown((current) => [...current.slice(1 - AT_MOST), { ...message, id: nextId++ }]);
  }, []);
  const drop = useCallback((id: number) => setShown((current) => current.filter((one) => one.id !== id)), []);
  const list = useMemo(
    () => shown.map((one) => <OneToast key={one.id} message={one} onGone={() => drop(one.id)} />),
    [shown, drop],
  );
  return (
    <ToastContext value={show}>
      <Radix.Provider swipeDirection="right" duration={6000}>
        {children}
        {list}
        {/* Not on the server: its style attribute would be against the content security policy. */}
        {awake && (
          <Radix.Viewport className="fixed right-3 bottom-3 z-60 flex w-[360px] max-w-[calc(100vw-24px)] flex-col gap-2 outline-none" />
        )}
      </Radix.Provider>
    </ToastContext>
  );
}

function OneToast({ message, onGone }: { message: Shown; onGone: () => void }) {
  const Icon = message.tone === 'critical' ? CircleAlert : CircleCheck;
  return (
    <Radix.Root
      type={message.tone === 'critical' ? 'foreground' : 'background'}
      {...(message.duration === undefined ? {} : { duration: message.duration })}
      onOpenChange={(open) => open || onGone()}
      className="popup flex animate-enter items-start gap-2.5 p-3"
    >
      <Icon
        aria-hidden
        className={cn(
          'mt-px size-4 shrink-0',
          message.tone === 'critical' ? 'text-critical' : message.tone === 'ok' ? 'text-ok' : 'text-ink-3',
        )}
      />
      <div className="min-w-0 flex-1">
        <Radix.Title className="font-[550]">{message.title}</Radix.Title>
        {message.detail && <Radix.Description className="text-ink-2 text-sm">{message.detail}</Radix.Description>}
      </div>
      {message.action && (
        <Radix.Action
          altText={message.action.label}
          onClick={message.action.onPress}
          className="shrink-0 rounded-md px-2 py-0.5 font-[550] text-accent-ink hover:bg-hover"
        >
          {message.action.label}
        </Radix.Action>
      )}
      <Radix.Close
        aria-label="Dismiss"
        className="grid size-5 shrink-0 place-items-center rounded-xs text-ink-3 hover:bg-hover hover:text-ink [&_svg]:size-3.5"
      >
        <X aria-hidden />
      </Radix.Close>
    </Radix.Root>
  );
}
