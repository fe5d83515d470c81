'use client';

import { useQuery } from '@tanstack/react-query';
import type { DeviceView } from '#lib/domain/views/device.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { DeviceCard, wasAsked } from './device-card.tsx';

/** The device that an observable names, where somebody was asked about it. */
export function ObservableDevice({ id }: { id: string }) {
  const { data } = useQuery({
    queryKey: keys.observableDevice(id),
    queryFn: ({ signal }) => api.get<DeviceView>(`observables/${id}/device`, {}, signal),
  });
  return data && wasAsked(data) ? <DeviceCard view={data} linked={false} /> : null;
}
