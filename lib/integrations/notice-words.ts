import { KIND_RULES, type NoticeKind } from '../domain/notifications/index.ts';
import type { Severity } from '../domain/severity.ts';
import { type Block, context, section } from '../domain/slack/blocks.ts';
import { link, mrkdwn, quote } from '../domain/slack/mrkdwn.ts';

/** A notice as channels write it. Title and body are plain and may be untrusted. */
export interface NoticeText {
  kind: NoticeKind;
  severity: Severity;
  title: string;
  body: string;
  /** A whole address; null: nowhere to act. */
  url: string | null;
  /** Why the reader gets it. */
  why: string;
}

const FOOTER = 'Choose what you hear of, and where, under Notices.';

/** The text of a notice without markup: what a phone shows of it. */
export function plainText({ title, body }: NoticeText): string {
  return body ? `${title}\n${body}` : title;
}

export function slackBlocks(text: NoticeText): Block[] {
  const title = text.url ? mrkdwn`*${link(text.url, text.title)}*` : mrkdwn`*${text.title}*`;
  return [
    section(text.body ? mrkdwn`${{ markup: title }}\n${quote(text.body)}` : title),
    context(mrkdwn`${text.severity} · ${text.why}`),
  ];
}

export function mailOf(text: NoticeText) {
  return {
    subject: text.title,
    paragraphs: [text.title, ...(text.body ? [text.body] : [])],
    facts: [{ title: 'Severity', value: text.severity }],
    ...(text.url && { link: { label: 'Open in Watchfloor', url: text.url } }),
    footer: `${text.why}. ${FOOTER}`,
  };
}

/** `to`: whom a card in a shared channel is for; null: for all who read there. */
export function cardOf(text: NoticeText, to: string | null) {
  return {
    title: to ? `${to}: ${text.title}` : text.title,
    lines: text.body ? [text.body] : [],
    facts: [
      { title: 'Severity', value: text.severity },
      { title: 'Why', value: text.why },
    ],
    ...(text.url && { link: { title: 'Open in Watchfloor', url: text.url } }),
  };
}

/** Why a member gets a notice of a kind. */
export const whyOf = (kind: NoticeKind) => KIND_RULES[kind].label;

/** What is said instead where the case must not be spoken of: who may see it finds it in the centre. */
export const WITHHELD = 'Something in Watchfloor needs you: sign in, and look at your notices.';

/** The whole address behind a notice's link: a path of ours, or an address already. */
export function urlOf(href: string | null, publicUrl: string): string | null {
  if (href === null) return null;
  return href.startsWith('/') ? new URL(href, publicUrl).href : href;
}
