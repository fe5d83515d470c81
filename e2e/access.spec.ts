import type { AccessRequestView } from '#lib/domain/views/access.ts';
import type { Page as Listed } from '#lib/domain/views/common.ts';
import { seriousOf } from './support/axe.ts';
import { memberOf } from './support/people.ts';
import { expect, test } from './support/test.ts';
import { until } from './support/until.ts';
import { type JamfEmulator, startJamf } from './vendors/jamf.ts';

/** A store of this process alone, with a range of its own. */
const STORE = { name: `Napoli ${process.pid}`, network: `10.77.${process.pid % 250}` };
let jamf: JamfEmulator;

test.beforeAll(async ({ api }) => {
  jamf = await startJamf();
  const { clientId, clientSecret, adminGroupId } = jamf;
  await api.put('/connectors/jamf', {
    enabled: true,
    baseUrl: jamf.url,
    credentials: { clientId, clientSecret },
    settings: { adminGroupId },
  });
  await api.post('/stores', { name: STORE.name, timeZone: 'Europe/Rome', networks: [`${STORE.network}.0/24`] });
  jamf.buildings.set('17', { id: '17', name: STORE.name, city: 'Napoli', country: 'IT' });
});
test.afterAll(() => jamf.close());
// A reason that is too short is refused, which the browser notes.
test.use({ expectedError: /status of 400/ });

const macOf = (email: string) => jamf.addMac(email, { buildingId: '17', lastIp: `${STORE.network}.9` });

test('asked, approved, counted down, taken back, and red until the Mac has heard of it', async ({ open, api }) => {
  test.setTimeout(120_000);
  const requester = await memberOf(api, 'requester', { name: `Rita Requests ${process.pid}` });
  const mac = macOf(requester.email);
  const theirs = await open(requester);
  const ours = await open('approver');

  await theirs.goto('/');
  await expect(theirs.getByRole('heading', { name: 'Access' })).toBeVisible();
  await expect(theirs.getByRole('link', { name: 'My open' })).toHaveCount(0);
  await theirs.getByRole('button', { name: 'Ask for access' }).click();
  const form = theirs.getByRole('dialog', { name: 'Ask for administrator rights' });
  await form.getByRole('textbox', { name: /^Reason/ }).fill('too short');
  await form.getByRole('button', { name: 'Ask' }).click();
  await expect(form).toContainText('Say why in 10 characters at least.');
  await form.getByRole('textbox', { name: /^Reason/ }).fill('Install the driver of the label printer');
  await form.getByRole('spinbutton', { name: 'Minutes' }).fill('5');
  await form.getByRole('button', { name: 'Ask' }).click();
  await expect(form).toBeHidden();

  await ours.goto('/access');
  await ours.getByRole('button', { name: `Decide about ${requester.name}` }).click();
  const decision = ours.getByRole('dialog', { name: `Administrator rights for ${requester.name}` });
  await expect(decision).toContainText('Install the driver of the label printer');
  await expect(decision).toContainText(STORE.name);
  await expect(decision.getByRole('button', { name: 'Approve' })).toBeEnabled();
  expect(await seriousOf(ours)).toEqual([]);
  await decision.getByRole('button', { name: 'Approve' }).click();
  await ours.keyboard.press('Escape');

  await ours.getByRole('tab', { name: 'Active' }).click();
  const row = ours.getByRole('row', { name: new RegExp(requester.name) });
  await expect(row.getByRole('timer')).toContainText(/^0[0-5]:\d\d$/);
  expect(jamf.groups.get(jamf.adminGroupId)!.members.has(mac.id)).toBe(true);
  jamf.checkIn(mac.id);
  await expect(row, 'the page hears of the check-in by itself').toContainText('Admin now', { timeout: 40_000 });

  await row.getByRole('button', { name: 'Revoke now' }).click();
  await ours.getByRole('dialog').getByRole('button', { name: 'Revoke now' }).click();
  await ours.getByRole('tab', { name: 'History' }).click();
  await ours.getByRole('searchbox', { name: 'E-mail of the person' }).fill(requester.email);
  await expect(row).toContainText('Offline, still admin');
  expect(jamf.groups.get(jamf.adminGroupId)!.members.has(mac.id)).toBe(false);
  expect(await seriousOf(ours)).toEqual([]);
  jamf.checkIn(mac.id);
  await expect(row).toContainText('Checked in since', { timeout: 40_000 });

  const { items } = await api.get<Listed<AccessRequestView>>(`/access-requests?email=${requester.email}`);
  expect(items).toMatchObject([{ state: 'revoked', late: false, decision: { by: { kind: 'user' } } }]);
});

test('a denial is told with its note, and who asks never decides', async ({ open, api }) => {
  test.setTimeout(120_000);
  const approver = await memberOf(api, 'approver', { name: `Aldo Approves ${process.pid}` });
  macOf(approver.email);
  const page = await open(approver);
  const other = await open('approver');
  await page.goto('/access?box=mine');
  await page.getByRole('button', { name: 'Ask for access' }).click();
  const form = page.getByRole('dialog', { name: 'Ask for administrator rights' });
  await form.getByRole('textbox', { name: /^Reason/ }).fill('I want to approve it myself');
  await form.getByRole('button', { name: 'Ask' }).click();
  const own = page.getByRole('dialog', { name: `Administrator rights for ${approver.name}` });
  await expect(own).toContainText('Who asked for access never decides about it');
  await expect(own.getByRole('button', { name: 'Approve' })).toHaveCount(0);

  const [request] = await until('the request waits for a decision', async () => {
    const { items } = await api.get<Listed<AccessRequestView>>(`/access-requests?email=${approver.email}`);
    return items[0]?.waitsFor === 'approval' && items;
  });
  await other.goto(`/access?request=${request!.id}`);
  const decision = other.getByRole('dialog', { name: `Administrator rights for ${approver.name}` });
  await decision.getByRole('textbox', { name: 'Note' }).fill('Use the shared Mac.');
  await decision.getByRole('button', { name: 'Deny' }).click();
  await expect(decision).toContainText('Use the shared Mac.');
  await expect(own, 'told without a reload').toContainText('Use the shared Mac.');
});
