import { expect, test } from './support/test.ts';
import { wizIssueBody } from './vendors/wiz.ts';

/** Each tries to set `window.stolen` or to open a dialog where somebody forgets to escape it. */
const HOSTILE = [
  '<script>window.stolen=1;alert(1)</script>',
  '<img src=x onerror="window.stolen=1;alert(1)">',
  '"><svg onload="window.stolen=1;alert(1)">',
  '<iframe srcdoc="<script>parent.stolen=1</script>"></iframe>',
  '[press me](javascript:window.stolen=1)',
  '[press me too](data:text/html,<script>alert(1)</script>)',
  '![a picture](https://tracker.example/pixel.png)',
  '<a href="javascript:alert(1)" autofocus onfocus="window.stolen=1">focus</a>',
  '<style>body{display:none}</style>',
  '<form action="https://elsewhere.example"><button>Sign in again</button></form>',
  "{{constructor.constructor('window.stolen=1')()}}",
  '</title><script>window.stolen=1</script>',
  '\u202Egnp.exe\u202C',
];
const ALL = HOSTILE.join('\n\n');
const MARK = 'Hostile text';

test('what vendors and people write stays text', async ({ page, wiz, api }) => {
  const dialogs: string[] = [];
  const elsewhere: string[] = [];
  page.on('dialog', async (dialog) => {
    dialogs.push(dialog.message());
    await dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(api.baseUrl) && !request.url().startsWith('data:')) elsewhere.push(request.url());
  });
  const body = wizIssueBody(4_000, {
    issue: { severity: 'HIGH', projects: `${HOSTILE[1]}, ` },
    resource: { name: HOSTILE[2]!, cloudProviderURL: 'javascript:window.stolen=1' },
    control: { name: `${MARK} ${HOSTILE[0]} ${HOSTILE[1]}`, description: ALL },
    notes: ALL,
  });
  const { cases, id, runs } = await wiz.deliver(body);
  const key = cases[0]!;
  await api.post(`/cases/${key}/comments`, { body: ALL });
  await api.post(`/cases/${key}/observables`, {
    items: HOSTILE.slice(0, 4).map((value) => ({ type: 'command_line', value })),
  });

  const addresses = [
    ...['/cases', `/cases/${key}`, `/deliveries/${id}`, `/runs/${runs[0]}`],
    ...['/observables', `/cases?open=false&q=${encodeURIComponent(HOSTILE[0]!)}`],
  ];
  for (const address of addresses) {
    const answer = await page.goto(address);
    expect(answer?.headers()['content-security-policy'], address).toMatch(/script-src[^;]*'nonce-/);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    expect(await leaks(page), address).toEqual({ stolen: false, scripts: 0, handlers: 0, frames: 0, addresses: [] });
  }
  await page.goto(`/cases/${key}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('<script>window.stolen=1;alert(1)</script>');
  await expect(page.getByRole('list', { name: 'Timeline' })).toContainText('press me');
  for (const tab of [/^Observables/, /^Events/, /^Timeline/]) {
    await page.getByRole('tab', { name: tab }).click();
    expect(await leaks(page)).toMatchObject({ stolen: false, scripts: 0, handlers: 0, frames: 0, addresses: [] });
  }
  expect(dialogs).toEqual([]);
  expect(elsewhere, 'no picture of a vendor is loaded').toEqual([]);
});

/** What of the text has become markup. */
function leaks(page: import('@playwright/test').Page) {
  return page.evaluate(() => ({
    stolen: 'stolen' in window,
    scripts: [...document.scripts].filter((script) => /stolen/.test(script.text) && !script.nonce).length,
    handlers: document.querySelectorAll('[onerror], [onload], [onfocus]').length,
    frames: document.querySelectorAll('iframe, form[action^="http"]').length,
    addresses: [...document.links]
      .map((link) => link.getAttribute('href') ?? '')
      .filter((href) => !/^(https?:|mailto:|\/|#|\?)/.test(href)),
  }));
}
