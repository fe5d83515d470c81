import type { Setting } from '../settings.ts';

/** One server-sent event of GET /api/v1/stream: what changed, for the client to fetch again. `id` resumes after it. */
export interface StreamMessage {
  /** The domain event's name, such as `case/updated`. */
  name: string;
  /** The case's key, where the event is about one. */
  key?: string;
  deliveryId?: string;
  /** What has changed, where it is a setting. */
  setting?: Setting;
}
