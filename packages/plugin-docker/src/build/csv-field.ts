/** One field of the lists that buildx takes (`type=local,src=…`): quoted where it would be read as several. */
export function csvField(text: string): string {
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
