/** Changes the prose of a page and leaves its fenced blocks and its spans of code as they are: no link is in these. */
export function outsideCode(markdown: string, change: (prose: string) => string): string {
  const code = /^(`{3,})[^\n]*\n[\s\S]*?^\1[ \t]*$|(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\2(?!`)/gmu;
  let text = '';
  let end = 0;
  for (const { 0: span, index } of markdown.matchAll(code)) {
    text += change(markdown.slice(end, index)) + span;
    end = index + span.length;
  }
  return text + change(markdown.slice(end));
}
