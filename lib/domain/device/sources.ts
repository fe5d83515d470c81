/** The systems that are asked about a device. Each id is also its connector's. */
export const DEVICE_SOURCES = ['sentinelone', 'axonius', 'entra'] as const;
export type DeviceSource = (typeof DEVICE_SOURCES)[number];

/** As people know them. */
export const DEVICE_SOURCE_TITLES: Record<DeviceSource, string> = {
  sentinelone: 'SentinelOne',
  axonius: 'Axonius',
  entra: 'Entra ID',
};

/**
 * What came of asking a source. `unknown`: it knows no such device, which is an answer. `failed` and `limited` are none; `off`: it was not asked,
 * because its connector is not set or switched off, or because the device has nothing but an address and it knows none.
 */
export const DEVICE_ANSWER_STATES = ['answered', 'unknown', 'failed', 'limited', 'off'] as const;
export type DeviceAnswerState = (typeof DEVICE_ANSWER_STATES)[number];

/** How an Axonius instance is asked. `v2`: the current form; `v4.0`: the JSON:API of older instances. */
export const AXONIUS_FORMS = ['v2', 'v4.0'] as const;
export type AxoniusForm = (typeof AXONIUS_FORMS)[number];
