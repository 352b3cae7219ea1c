/**
 * The address of the next page, from a `Link` header. Only on the API's own origin: the token goes with the request, and
 * a header must not choose to whom.
 */
export function nextLink(link: string | undefined, apiUrl: string): string | undefined {
  if (link === undefined) return undefined;
  for (const part of link.split(/,\s*(?=<)/u)) {
    const [, url, parameters = ''] = /^\s*<([^>]*)>(.*)$/u.exec(part) ?? [];
    if (url === undefined || !/;\s*rel="?next"?\s*(?:;|$)/iu.test(parameters)) continue;
    return URL.canParse(url) && new URL(url).origin === new URL(apiUrl).origin ? url : undefined;
  }
  return undefined;
}
