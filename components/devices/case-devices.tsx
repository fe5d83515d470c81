'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CaseDevicesView } from '#lib/domain/views/device.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { DeviceCard, wasAsked } from './device-card.tsx';

/** A case is mostly about one device; of a fleet the first are shown until somebody wants the others. */
const FIRST = 2;

/** The devices of a case, each as a card. Nothing where it has none, or where nobody was asked yet. */
export function CaseDevices({ caseKey }: { caseKey: string }) {
  const [all, setAll] = useState(false);
  const { data } = useQuery({
    queryKey: keys.caseDevices(caseKey),
    queryFn: ({ signal }) => api.get<CaseDevicesView>(`cases/${caseKey}/devices`, {}, signal),
  });
  const asked = data?.items.filter(wasAsked) ?? [];
  const shown = all ? asked : asked.slice(0, FIRST);
  return (
    <>
      {shown.map((view) => (
        <DeviceCard key={view.observable.id} view={view} />
      ))}
      {asked.length > shown.length && (
        <button
          type="button"
          onClick={() => setAll(true)}
          className="self-start rounded-xs text-accent-ink text-sm hover:underline touch:min-h-11"
        >
          All {asked.length} devices
        </button>
      )}
      {all && data?.more && (
        <p className="text-ink-3">The case has more devices; the others have pages of their own.</p>
      )}
    </>
  );
}
