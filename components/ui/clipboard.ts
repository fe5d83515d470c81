/** Copies a text. The fallback serves pages on plain http, where browsers offer no clipboard. False: it did not work. */
export async function copyText(text: string): Promise<boolean> {
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // Refused by the browser: try the old way.
  }
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'fixed -top-96';
  document.body.append(area);
  area.select();
  try {
    return document.execCommand('copy');
  } finally {
    area.remove();
  }
}
