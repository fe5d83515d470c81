/** Only A–Z, so that every place stays where it is. */
export const smallLetters = (text: string): string =>
  /[A-Z]/.test(text) ? text.replace(/[A-Z]+/g, (part) => part.toLowerCase()) : text;
