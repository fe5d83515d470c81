import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { DEVICE_CHANGED } from '#lib/domain/device/changed.ts';
import { HAND_OVER_CHANGED } from '#lib/domain/hand-over.ts';
import type { Setting } from '#lib/domain/settings.ts';
import type { StreamMessage } from '#lib/domain/views/stream.ts';
import { keys } from './keys.ts';

/** What shows a setting. Of connectors the lists alone: the form of one holds a draft. */
const SHOWING: Record<Setting, readonly QueryKey[]> = {
  allow_list: [keys.ownAssets, ['observables']],
  api_key: [keys.apiKeys],
  automation: [['automations']],
  category: [keys.categories],
  closing_macro: [keys.closingMacros],
  connector: [keys.connectors, keys.sources, keys.deliverySources],
  custom_field: [keys.customFields],
  member: [keys.members, keys.me],
  runbook: [keys.runbooks],
  sla_calendar: [keys.slaCalendars, ['sla-policies']],
  sla_policy: [['sla-policies'], keys.slaCalendars],
  stakeholders: [keys.stakeholders],
  state: [keys.states],
  store: [keys.stores],
  view: [keys.savedViews],
};

const COUNTS = ['case-counts'] as const;

const OF_SCOUT: ReadonlySet<string> = new Set(['case/assigned', 'case/state.changed']);

/** The queries that a message makes stale. */
export function staleBy(message: StreamMessage): readonly QueryKey[] {
  if (message.setting) return SHOWING[message.setting];
  // Nothing of the case itself: who looks at it.
  if (message.name === 'case/presence.changed') return message.key ? [['onlookers', message.key]] : [];
  if (message.name === HAND_OVER_CHANGED) return [['hand-overs']];
  // It names none: a page shows few, and fetches those.
  if (message.name === DEVICE_CHANGED) return [['devices']];
  const [noun] = message.name.split('/');
  if (noun === 'notice') return [['notices']];
  const stale: QueryKey[] = [];
  if (noun === 'case') {
    stale.push(['cases'], COUNTS, ['figures']);
    if (message.key) stale.push(['case', message.key]);
    if (message.name === 'case/observable.added') stale.push(['observables'], ['devices']);
    if (message.name === 'case/assigned') stale.push(keys.handOverDraft);
    // What Scout has worked, and what people make of it, is told so.
    if (OF_SCOUT.has(message.name)) stale.push(['scout']);
    if (message.name === 'case/quick_action.pressed') stale.push(['runs', 'list']);
  } else if (noun === 'access') {
    stale.push(['access']);
  } else if (noun === 'observable') {
    stale.push(['observables'], ['cases'], COUNTS);
    if (message.key) stale.push(['case', message.key]);
  } else {
    stale.push(['deliveries'], ['runs', 'list']);
    if (message.key) stale.push(['case', message.key]);
  }
  return stale;
}

/** Lists cost more to fetch than one case, figures and counts more than lists, and nobody reads one anew more often than this. */
const EVERY = { one: 250, list: 1000, figures: 5000 };
const CLASSES: Record<string, keyof typeof EVERY> = {
  case: 'one',
  figures: 'figures',
  scout: 'figures',
  'case-counts': 'figures',
};

/**
 * Collects what is stale and fetches it again: one case at most four times a second, lists once. What changes while the page is hidden
 * is marked, and fetched when somebody looks.
 */
export function createRefresher(client: QueryClient) {
  const waiting = new Map<string, QueryKey>();
  const timers = new Map<keyof typeof EVERY, ReturnType<typeof setTimeout>>();
  const last = { one: 0, list: 0, figures: 0 };

  const classOf = (key: QueryKey) => CLASSES[String(key[0])] ?? 'list';
  const flush = (kind: keyof typeof EVERY) => {
    timers.delete(kind);
    last[kind] = Date.now();
    for (const [text, queryKey] of waiting) {
      if (classOf(queryKey) !== kind) continue;
      waiting.delete(text);
      void client.invalidateQueries({ queryKey, refetchType: document.hidden ? 'none' : 'active' });
    }
  };
  return {
    stale(queryKeys: readonly QueryKey[]) {
      for (const queryKey of queryKeys) {
        waiting.set(JSON.stringify(queryKey), queryKey);
        const kind = classOf(queryKey);
        if (!timers.has(kind)) {
          const wait = Math.max(30, last[kind] + EVERY[kind] - Date.now());
          timers.set(
            kind,
            setTimeout(() => flush(kind), wait),
          );
        }
      }
    },
    everything() {
      void client.invalidateQueries({ refetchType: document.hidden ? 'none' : 'active' });
    },
    stop() {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
