/** What is known of a device: who says it, and how it is put together. */
export { JOINS } from './device/group.ts';
export { CONFLICT_FIELDS, DEVICE_FIELDS, type DeviceField } from './device/precedence.ts';
export { DEVICE_ANSWER_STATES, DEVICE_SOURCES } from './device/sources.ts';
