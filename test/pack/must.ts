import { runIn, type RunInOptions } from './run-in.ts';

/** Runs a program that must succeed, and gives what it printed. Throws with its output when it does not. */
export async function must(file: string, args: readonly string[], options: RunInOptions): Promise<string> {
  const { code, stdout, output } = await runIn(file, args, options);
  if (code !== 0)
    throw new Error(`${[file, ...args].join(' ')} ended with ${code} in ${options.cwd}:\n${output}`);
  return stdout;
}
