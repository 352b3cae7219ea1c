/** Puts generated text between the two markers of a page that is otherwise written by hand. */
export function withGenerated(page: string, name: string, text: string): string {
  const begin = `<!-- generated: ${name} -->`;
  const end = `<!-- end: ${name} -->`;
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`The page has no place for "${name}": ${begin} … ${end}`);
  return `${page.slice(0, from + begin.length)}\n${text}${page.slice(to)}`;
}
