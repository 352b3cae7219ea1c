import type { ToolRun } from './tool.ts';

/** How a tool ended that said nothing about the code, with its own last words: the first line of an error, or the last of all. */
export function ownWords(program: string, { exitCode, stdout, stderr }: ToolRun): string {
  const lines = `${stdout}\n${stderr}`
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const said = lines.find((line) => /error|oops|no files/iu.test(line)) ?? lines.at(-1);
  return `${program} ended with ${exitCode}${said === undefined ? '' : `: ${said.slice(0, 300)}`}`;
}
