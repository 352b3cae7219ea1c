/** The beginning of a text that would swamp the page, with a mark that it goes on. */
export function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1).toWellFormed()}…` : text;
}
