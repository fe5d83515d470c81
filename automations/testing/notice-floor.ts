import './environment.ts';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type PagingEmulator, startPaging } from '#e2e/vendors/paging.ts';
import { type SlackEmulator, startSlack } from '#e2e/vendors/slack.ts';
import { type SmtpEmulator, startSmtp } from '#e2e/vendors/smtp.ts';
import { startTeams, type TeamsEmulator } from '#e2e/vendors/teams.ts';
import { newId } from '#lib/db/id.ts';
import { type Member, noticePreferences, noticeSends, slackAddresses } from '#lib/db/schema/index.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import { transact } from '#lib/services/kernel/index.ts';
import { type NoticeInput, tell } from '#lib/services/notices/tell.ts';
import { automation, ctxOf } from '#lib/services/testing/fixtures.ts';
import { adminCtx } from './cases.ts';
import { type Machine, testMachine } from './harness.ts';
import { asleep } from './sleepers.ts';

type QuietHours = (typeof noticePreferences.$inferInsert)['quietHours'];

/** Every channel around the machine, and Ann, whom Slack knows. */
export interface NoticeFloor {
  machine: Machine;
  slack: SlackEmulator;
  smtp: SmtpEmulator;
  teams: TeamsEmulator;
  paging: PagingEmulator;
  ann: Member;
  /** Tells Ann of something, and waits until every channel has had its say; answers the notice's id. */
  telling(input: Partial<NoticeInput>): Promise<string>;
  /** What was sent of a notice: channel, state and tries of each. */
  sends(noticeId: string): Promise<string[]>;
  /** What Ann wants to hear where. */
  prefer(channels: object, quietHours?: QuietHours): Promise<unknown>;
}

/** All of it for a test file; each test finds the channels up and empty. Read it inside of a test. */
export function noticeFloor(): NoticeFloor {
  const machine = testMachine();
  const floor = { machine } as NoticeFloor;
  beforeAll(async () => Object.assign(floor, await channelsAround(machine)));
  afterAll(() => Promise.all([floor.slack, floor.smtp, floor.teams, floor.paging].map((server) => server.close())));
  beforeEach(async () => {
    const { slack, smtp, teams, paging } = floor;
    await machine.db.delete(noticePreferences);
    slack.messages.length = 0;
    smtp.mails.length = 0;
    smtp.mode = 'ok';
    teams.cards.length = 0;
    paging.pages.length = 0;
    for (const { outages } of [slack, teams, paging]) Object.assign(outages, { always: null, next: [] });
    slack.quota.clear();
    slack.retryAfterSeconds = 30;
    await machine.db.delete(slackAddresses);
  });
  return floor;
}

async function channelsAround(machine: Machine): Promise<Omit<NoticeFloor, 'machine'>> {
  const [slack, smtp, teams, paging] = await Promise.all([
    startSlack(),
    startSmtp({ plain: true }),
    startTeams(),
    startPaging(),
  ]);
  const ann = machine.people.analyst;
  slack.addUser('ann', { profile: { email: ann.email } });
  const put = (id: string, more: object) =>
    putConnector({ ctx: adminCtx(machine), input: { id, enabled: true, credentials: {}, ...more } });
  await put('slack', {
    baseUrl: slack.apiUrl,
    credentials: { botToken: slack.botToken, signingSecret: slack.signingSecret },
  });
  await put('smtp', {
    settings: { host: smtp.host, port: smtp.port, from: 'soc@shop.example' },
    credentials: { user: smtp.user, password: smtp.password },
  });
  await put('teams', { credentials: { webhookUrl: teams.webhookUrl } });
  await put('paging', { credentials: { webhookUrl: paging.webhookUrl, signingKey: paging.signingSecret } });
  // The cases of these tests go nowhere by themselves.
  await updateAutomation({ ctx: adminCtx(machine), input: { id: 'route-by-severity', patch: { enabled: false } } });
  return {
    ...{ slack, smtp, teams, paging, ann },
    async telling(input) {
      const { id } = await transact(ctxOf(machine.db, automation(), new Date()), 'test.tell', (tx) =>
        tell(tx, {
          kind: 'case.assigned',
          cause: newId(),
          to: { members: [ann.id] },
          severity: 'high',
          title: 'A case <!channel> was assigned',
          ...input,
        }),
      );
      await asleep(machine);
      return id!;
    },
    async sends(noticeId) {
      const rows = await machine.db.select().from(noticeSends).where(eq(noticeSends.noticeId, noticeId));
      return rows.map(({ channel, state, attempts }) => `${channel} ${state} ${attempts}`).sort();
    },
    prefer: (channels, quietHours = null) =>
      machine.db.insert(noticePreferences).values({ memberId: ann.id, channels, quietHours, updatedAt: new Date() }),
  };
}
