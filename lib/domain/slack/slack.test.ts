import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemsOfBlocks, problemsOfView } from '#e2e/vendors/slack-check.ts';
import {
  actions,
  type Block,
  button,
  context,
  facts,
  fallbackText,
  header,
  input,
  LIMITS,
  messageBlocks,
  modal,
  section,
  select,
  textInput,
} from './blocks.ts';
import { cutMrkdwn, link, type Mrkdwn, mention, moment, mrkdwn, quote } from './mrkdwn.ts';

describe('mrkdwn', () => {
  it.each<[name: string, made: string, expected: string]>([
    ['escapes what is put in', mrkdwn`Hi ${'<!channel> & <@U1>'}`, 'Hi &lt;!channel&gt; &amp; &lt;@U1&gt;'],
    ['keeps our own markup', mrkdwn`*${'Ann'}*: ${3}`, '*Ann*: 3'],
    ['keeps a value on one line', mrkdwn`Reason: ${'a\r\n\n*Approved by*\u2028IT'}`, 'Reason: a *Approved by* IT'],
    ['mentions a user', mrkdwn`${mention('U0AAA1111')}`, '<@U0AAA1111>'],
    ['mentions nobody by what is no id', mrkdwn`${mention('U1> <!here')}`, 'U1&gt; &lt;!here'],
    ['links', mrkdwn`${link('https://a.example/?a=1&b=2', 'a|b>c')}`, '<https://a.example/?a=1&amp;b=2|a|b&gt;c>'],
    [
      'does not let an address end itself',
      mrkdwn`${link('https://a.example/#|x>y', 'z')}`,
      '<https://a.example/#%7Cx%3Ey|z>',
    ],
    ['links no script', mrkdwn`${link('javascript:alert(1)', 'here')}`, 'here'],
    ['links no text', mrkdwn`${link('not an address', '<x>')}`, '&lt;x&gt;'],
    ['quotes each line', mrkdwn`${quote('a\n<b>\r\n> c')}`, '>a\n>&lt;b&gt;\n>&gt; c'],
    [
      'shows a moment',
      mrkdwn`${moment(new Date(1_767_225_600_000), '00:00')}`,
      '<!date^1767225600^{date_short_pretty} {time}|00:00>',
    ],
  ])('%s', (_name, made, expected) => {
    expect(made).toBe(expected);
  });

  it.each([
    ['half an escape', 'abc&amp;def', 7, 'abc…'],
    ['an escape that just fits', 'abc&amp;def', 9, 'abc&amp;…'],
    ['half a link', 'see <https://a.example|b> now', 12, 'see …'],
    ['nothing that fits', 'abc', 3, 'abc'],
    ['half an emoji', 'ab😀d', 4, 'ab…'],
  ])('cuts off %s', (_name, text, max, expected) => {
    expect(cutMrkdwn(text as Mrkdwn, max)).toBe(expected);
  });

  it('stays within the limit, and never opens markup, whatever was put in', () => {
    const text = fc.string({ unit: fc.constantFrom('<', '>', '&', '|', '\n', 'a', '@', '!', '😀', 'amp;') });
    fc.assert(
      fc.property(text, text, fc.integer({ min: 1, max: 40 }), (a, b, max) => {
        const short = cutMrkdwn(mrkdwn`*${a}* ${link('https://a.example', b)} ${mention('U0AAA1111')}`, max);
        expect(short.length).toBeLessThanOrEqual(max);
        expect(short.isWellFormed()).toBe(true);
        const rest = short.replace(/<(https:\/\/a\.example\/\|[^<>]*|@U0AAA1111)>/g, '').replace(/&(amp|lt|gt);/g, '');
        expect(rest).not.toMatch(/[<>&]/);
      }),
    );
  });
});

describe('blocks', () => {
  const long = '<&>x'.repeat(3000);
  const option = { text: long, value: 'v' };

  it('of any length are taken by Slack', () => {
    const { element, left } = select(
      'pick',
      long,
      Array.from({ length: 120 }, () => option),
    );
    expect(left).toBe(20);
    const blocks: Block[] = [
      header(long),
      section(mrkdwn`${long}`),
      section(mrkdwn``),
      facts(Array.from({ length: 14 }, () => mrkdwn`${long}`)),
      context(...Array.from({ length: 12 }, () => mrkdwn`${long}`)),
      actions('row', [button({ actionId: 'a', text: long, value: 'v', style: 'primary' }), element]),
    ];
    expect(problemsOfBlocks(blocks, 'message')).toEqual([]);
    expect(fallbackText(long).length).toBeLessThanOrEqual(LIMITS.messageText);
  });

  it('of a modal too', () => {
    const view = modal({
      callbackId: 'reason',
      privateMetadata: 'r1',
      title: long,
      submit: long,
      close: 'Cancel',
      blocks: [input('reason', long, textInput('value', { min: 10, max: 9000, initial: long }), long)],
    });
    expect(problemsOfView(view)).toEqual([]);
    expect(view.notify_on_close).toBe(true);
  });

  it('that are too many end with a line that says so', () => {
    const many = Array.from({ length: 60 }, () => section(mrkdwn`x`));
    const shown = messageBlocks(many, mrkdwn`and more`);
    expect(shown).toHaveLength(50);
    expect(shown.at(-1)).toEqual(context(mrkdwn`and more`));
    expect(messageBlocks(many.slice(10), mrkdwn`and more`)).toEqual(many.slice(10));
  });

  it.each<[name: string, build: () => unknown]>([
    ['a button’s value', () => button({ actionId: 'a', text: 'b', value: 'v'.repeat(2001) })],
    ['an action id', () => button({ actionId: 'a'.repeat(256), text: 'b' })],
    ['an option’s value', () => select('a', 'b', [{ text: 'c', value: 'v'.repeat(151) }])],
    ['a menu without options', () => select('a', 'b', [])],
    [
      '26 buttons',
      () =>
        actions(
          'a',
          Array.from({ length: 26 }, (_, n) => button({ actionId: `a${n}`, text: 'b' })),
        ),
    ],
    [
      'private metadata',
      () =>
        modal({ callbackId: 'a', privateMetadata: 'x'.repeat(3001), title: 'b', submit: 'c', close: 'd', blocks: [] }),
    ],
  ])('never shorten what programs read: %s', (_name, build) => {
    expect(build).toThrow(RangeError);
  });
});
