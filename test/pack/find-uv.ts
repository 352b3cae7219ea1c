import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runIn } from './run-in.ts';

const VERSION = '0.13.9';

/**
 * The folder that holds `uv` and `uvx`: one of PATH, else an environment made in `folder` with what PyPI has. Undefined,
 * and the reason printed, where neither can be had.
 */
export async function findUv(folder: string): Promise<string | undefined> {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).find((part) => existsSync(join(part, 'uvx')));
  if (onPath !== undefined) return onPath;
  const bin = join(folder, 'bin');
  const calls: readonly (readonly string[])[] = [
    ['python3', '-m', 'venv', folder],
    [join(bin, 'python'), '-m', 'pip', 'install', '--quiet', '--only-binary', ':all:', `uv==${VERSION}`],
  ];
  for (const [file = '', ...args] of calls) {
    const { code, output } = await runIn(file, args, { cwd: import.meta.dirname });
    if (code === 0) continue;
    console.log(`uv is not on PATH and could not be installed:\n${output}`);
    return undefined;
  }
  return bin;
}
