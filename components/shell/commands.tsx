'use client';

import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';

/** Something that the palette can do. `group` is the heading that it stands under. */
export interface Command {
  id: string;
  group: string;
  title: string;
  hint?: string;
  kbd?: string;
  run: () => void;
}

interface Registry {
  commands: readonly Command[];
  register: (id: symbol, commands: readonly Command[] | null) => void;
}

const CommandContext = createContext<Registry | null>(null);

export function CommandProvider({ children }: { children: ReactNode }) {
  const [byOwner, setByOwner] = useState<ReadonlyMap<symbol, readonly Command[]>>(new Map());
  const register = useCallback((id: symbol, commands: readonly Command[] | null) => {
    setByOwner((current) => {
      const next = new Map(current);
      if (commands) next.set(id, commands);
      else next.delete(id);
      return next;
    });
  }, []);
  const registry = useMemo(() => ({ commands: [...byOwner.values()].flat(), register }), [byOwner, register]);
  return <CommandContext value={registry}>{children}</CommandContext>;
}

export function useAllCommands(): readonly Command[] {
  return use(CommandContext)?.commands ?? [];
}

/** Offers a page's own commands in the palette while the page is shown. They are offered anew when a title or hint changes. */
export function useCommands(commands: readonly Command[]): void {
  const register = use(CommandContext)?.register;
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  const signature = commands.map((command) => `${command.id} ${command.title} ${command.hint ?? ''}`).join('\n');
  useEffect(() => {
    if (!register || !signature) return;
    const owner = Symbol('commands');
    const offered = latest.current.map((command) => ({
      ...command,
      run: () => latest.current.find((one) => one.id === command.id)?.run(),
    }));
    register(owner, offered);
    return () => register(owner, null);
  }, [register, signature]);
}
