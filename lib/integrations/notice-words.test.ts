import { describe, expect, it } from 'vitest';
import { cardOf, mailOf, type NoticeText, plainText, slackBlocks, urlOf } from './notice-words.ts';

const text: NoticeText = {
  kind: 'case.assigned',
  severity: 'high',
  title: 'CASE-7 <!channel> was assigned to you',
  body: 'First line\n*second* <https://evil.example|line>',
  url: 'https://soc.example/cases/CASE-7',
  why: 'A case is assigned to you',
};

it('leads to a path of ours by the public address, and to any other address as it is', () => {
  expect(urlOf('/cases/CASE-7', 'https://soc.example')).toBe('https://soc.example/cases/CASE-7');
  expect(urlOf('https://jamf.example/1', 'https://soc.example')).toBe('https://jamf.example/1');
  expect(urlOf(null, 'https://soc.example')).toBeNull();
});

describe('in Slack', () => {
  it('is a link, a quotation and why one gets it; nothing in it is markup', () => {
    const [said, why] = slackBlocks(text).map((block) => JSON.stringify(block));
    expect(said).toContain('<https://soc.example/cases/CASE-7|CASE-7 &lt;!channel&gt; was assigned to you>');
    expect(said).toContain('>First line\\n>*second* &lt;https://evil.example|line&gt;');
    expect(why).toContain('high · A case is assigned to you');
  });

  it('is a title alone where there is nothing more', () => {
    const [said] = slackBlocks({ ...text, body: '', url: null });
    expect(said).toMatchObject({ text: { text: '*CASE-7 &lt;!channel&gt; was assigned to you*' } });
    expect(plainText({ ...text, body: '' })).toBe(text.title);
  });
});

it('as a mail says why it came, and where to have it otherwise', () => {
  const mail = mailOf(text);
  expect(mail).toMatchObject({ subject: text.title, link: { url: text.url }, facts: [{ value: 'high' }] });
  expect(mail.footer).toMatch(/^A case is assigned to you\. /);
  expect(mailOf({ ...text, url: null })).not.toHaveProperty('link');
});

it('as a card in a shared channel names whom it is for', () => {
  expect(cardOf(text, 'Ann').title).toBe(`Ann: ${text.title}`);
  expect(cardOf(text, null).title).toBe(text.title);
});
