import { expect, test } from 'vitest';
import { placeOf } from './words.ts';

test.each([
  [{ field: 'title', name: null }, 'Title'],
  [{ field: 'observable', name: 'command_line' }, 'Observable: Command line'],
  [{ field: 'custom_field', name: 'assetOwner' }, 'Custom field: Asset owner'],
  [{ field: 'event', name: 'raw.device.hostname' }, 'Event: raw.device.hostname'],
] as const)('%o is called %s', (place, words) => expect(placeOf(place)).toBe(words));
