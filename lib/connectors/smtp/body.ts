/** What a mail says. All texts are plain and may be untrusted: they are escaped here. */
export interface MailText {
  subject: string;
  paragraphs: readonly string[];
  facts?: readonly { title: string; value: string }[];
  link?: { label: string; url: string };
  /** Why the reader gets it, and how to get it no more. */
  footer?: string;
}

const SUBJECT_CHARS = 200;

/** A subject on one line: a line break in it would begin a header of its own. */
export function subjectOf(subject: string): string {
  const line = subject.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
  return [...line].slice(0, SUBJECT_CHARS).join('');
}

/** The mail as plain text. */
export function textOf({ paragraphs, facts = [], link, footer }: MailText): string {
  const parts = [
    ...paragraphs,
    ...(facts.length > 0 ? [facts.map(({ title, value }) => `${title}: ${value}`).join('\n')] : []),
    ...(link ? [`${link.label}: ${link.url}`] : []),
    ...(footer ? [`-- \n${footer}`] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The same as HTML, without images, scripts or anything that is fetched. */
export function htmlOf({ paragraphs, facts = [], link, footer }: MailText): string {
  const rows = facts.map(
    ({ title, value }) => `<tr><td style="padding-right:1em">${escapeHtml(title)}</td><td>${lines(value)}</td></tr>`,
  );
  const body = [
    ...paragraphs.map((paragraph) => `<p>${lines(paragraph)}</p>`),
    ...(rows.length > 0 ? [`<table>${rows.join('')}</table>`] : []),
    ...(link ? [anchor(link)] : []),
    ...(footer ? [`<p style="color:#666">${lines(footer)}</p>`] : []),
  ];
  return `<!doctype html><html><body style="font-family:sans-serif">${body.join('')}</body></html>`;
}

function anchor({ label, url }: { label: string; url: string }): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed?.protocol !== 'https:' && parsed?.protocol !== 'http:') return `<p>${escapeHtml(label)}</p>`;
  return `<p><a href="${escapeHtml(parsed.href)}">${escapeHtml(label)}</a></p>`;
}

function lines(text: string): string {
  return escapeHtml(text).replace(/\r\n|\r|\n/g, '<br>');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
