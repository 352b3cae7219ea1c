/** `1 workflow`, `3 workflows`. */
export function filesWord(count: number): string {
  return `${count} workflow${count === 1 ? '' : 's'}`;
}
