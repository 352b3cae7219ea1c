const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

const BLOCKS =
  /<\/?(?:section|header|h[1-6]|p|ul|ol|li|dl|div|details|summary|table|thead|tbody|tr|svg|nav|pre|form|main)\b[^>]*>/gu;

/** What a page says without its style and its script, a line for each block: as a reader hears it who sees nothing. */
export function wordsOf(page: string): string {
  return page
    .replace(/<(style|script|svg)\b[^]*?<\/\1>/gu, '\n')
    .replace(/^[^]*<body>/u, '')
    .replace(BLOCKS, '\n')
    .replace(/<(?:dt|dd|th|td)\b[^>]*>/gu, '  ')
    .replace(/<[^>]*>/gu, '')
    .replace(/&(?:lt|gt|quot|#39|amp);/gu, (entity) => ENTITIES[entity] ?? '')
    .split('\n')
    .map((line) => line.replace(/\s+/gu, ' ').trim())
    .filter((line) => line !== '')
    .map((line) => `${line}\n`)
    .join('');
}
