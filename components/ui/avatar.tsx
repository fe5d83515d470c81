import { KeyRound, Radio, Shield, Zap } from 'lucide-react';
import type { ActorKind } from '#lib/domain/actor.ts';
import { cn } from './cn.ts';
import { initials } from './initials.ts';
import { ScoutFace } from './scout-face.tsx';

const ICONS: Partial<Record<ActorKind, typeof Zap>> = {
  automation: Zap,
  vendor: Radio,
  api_key: KeyRound,
  system: Shield,
};

/** Who it is before it is read: a bolt for automations, a face for Scout, initials for people. */
export function Avatar({ actor, titled = true }: { actor: { kind: ActorKind; name: string }; titled?: boolean }) {
  const Icon = ICONS[actor.kind];
  return (
    <span
      {...(titled ? { role: 'img', 'aria-label': actor.name, title: actor.name } : { 'aria-hidden': true })}
      className={cn(
        'inline-grid size-5 shrink-0 select-none place-items-center rounded-full font-semibold text-[9.5px] leading-none [&_svg]:size-3',
        actor.kind === 'ai' || actor.kind === 'automation' ? 'bg-accent-bg text-accent-ink' : 'bg-hover text-ink-2',
      )}
    >
      {actor.kind === 'ai' ? <ScoutFace /> : Icon ? <Icon aria-hidden /> : initials(actor.name)}
    </span>
  );
}
