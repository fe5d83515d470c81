import { expect, test } from 'vitest';
import { type OktaStanding, type VipParameters, vipOf } from './vip.ts';

const PARAMETERS: VipParameters = { vipGroups: ['00gvip0001'], adminsAreVip: true };
const everyone = { id: '00geveryone', name: 'Everyone' };
const vips = { id: '00gvip0001', name: 'VIP' };

test.each<[name: string, OktaStanding | null, Partial<VipParameters>, vip: string, reason: RegExp]>([
  ['Okta cannot be asked', null, {}, 'unknown', /told no groups/],
  ['in no group', { groups: [], roles: [] }, {}, 'no', /no VIP group/],
  ['in a VIP group', { groups: [everyone, vips], roles: [] }, {}, 'yes', /group VIP/],
  ['in a group that is only named so', { groups: [{ id: 'x', name: 'VIP' }], roles: [] }, {}, 'no', /no VIP group/],
  ['in a VIP group without a name', { groups: [{ id: '00gvip0001', name: null }], roles: [] }, {}, 'yes', /00gvip0001/],
  ['an administrator', { groups: [everyone], roles: ['SUPER_ADMIN'] }, {}, 'yes', /SUPER_ADMIN/],
  [
    'an administrator who does not count',
    { groups: [], roles: ['SUPER_ADMIN'] },
    { adminsAreVip: false },
    'no',
    /no VIP/,
  ],
  ['whose roles may not be read', { groups: [everyone], roles: null }, {}, 'unknown', /may not read the roles/],
  ['whose roles do not count', { groups: [everyone], roles: null }, { adminsAreVip: false }, 'no', /no VIP group/],
  ['in a VIP group, of unread roles', { groups: [vips], roles: null }, {}, 'yes', /group VIP/],
  ['with no group set', { groups: [vips], roles: [] }, { vipGroups: [] }, 'no', /no VIP/],
])('%s', (_, standing, parameters, vip, reason) => {
  expect(vipOf(standing, { ...PARAMETERS, ...parameters })).toEqual({ vip, reason: expect.stringMatching(reason) });
});
