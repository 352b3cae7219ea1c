const LONGEST = 2000;

/** An address that a link may lead to, undefined for any other: `javascript:` runs, and `file:` opens what is here. */
export function webAddress(text: string | undefined): URL | undefined {
  if (text === undefined || text.length > LONGEST || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  // A name before the host makes a link look like another's: https://github.com@evil.example.
  const isPlain = url.username === '' && url.password === '';
  return isPlain && (url.protocol === 'https:' || url.protocol === 'http:') ? url : undefined;
}
