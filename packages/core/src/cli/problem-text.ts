import type { Problem } from '../model/problem.ts';

/** Problems for people: code, what happened, where, what to do; all of a phase in one message. */
export function problemText(problems: readonly Problem[]): string {
  const lines: string[] = problems.length > 1 ? [`${problems.length} problems`, ''] : [];
  for (const { code, message, hint, file, path } of problems) {
    lines.push(`${code}: ${message}`);
    const where = [file, path].filter((part) => part !== undefined).join('  ');
    if (where !== '') lines.push(`  at  ${where}`);
    lines.push(`  do  ${hint}`, '');
  }
  return `${lines.join('\n').trimEnd()}\n`;
}
