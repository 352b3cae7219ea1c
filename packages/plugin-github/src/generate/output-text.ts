import { randomBytes } from 'node:crypto';

/**
 * Outputs of a step, as they are appended to `GITHUB_OUTPUT`. Each value ends at a line that nobody can guess, so that
 * no value can begin another output.
 */
export function outputText(outputs: Readonly<Record<string, string>>): string {
  return Object.entries(outputs)
    .map(([name, value]) => {
      const end = `end-${randomBytes(12).toString('hex')}`;
      return `${name}<<${end}\n${value}\n${end}\n`;
    })
    .join('');
}
