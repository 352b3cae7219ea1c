import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CheckContext, ExecResult, ResolvedTool } from '@sluice/core';

/** What a program of an npm package left. */
export interface ToolRun extends ExecResult {
  readonly tools: readonly ResolvedTool[];
  /** In words, when it says nothing about the code: not there, or ended by somebody. Undefined when it ended by itself. */
  readonly notRun?: string;
}

interface ToolCall {
  /** The package, which may have another name than its program. Default: the program's. */
  readonly package?: string;
  readonly program: string;
  readonly args: readonly string[];
}

/** Reports of large projects are long, and half a report is none. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Runs the program of a package that is installed here or in a folder above, with no shim in between: by the Node that
 * the project installs from npm (`node`), else by the one that runs this. What is not installed is looked for on PATH.
 */
export async function runTool(ctx: CheckContext, call: ToolCall): Promise<ToolRun> {
  const { program, args } = call;
  const found = await findProgram(ctx.cwd, call.package ?? program, program);
  const options = { maxBufferBytes: MOST_BYTES, env: { NO_COLOR: '1', FORCE_COLOR: undefined } };
  const result =
    found === undefined
      ? await ctx.exec(program, args, options)
      : await ctx.exec(await nodeOf(ctx.cwd), [found.path, ...args], options);
  const notRun = whyNotRun(call, result);
  return {
    ...result,
    tools: found === undefined ? [] : [found],
    ...(notRun === undefined ? {} : { notRun }),
  };
}

const nodeOf = async (cwd: string): Promise<string> =>
  (await findProgram(cwd, 'node', 'node'))?.path ?? process.execPath;

function whyNotRun({ program, package: name = program }: ToolCall, result: ExecResult): string | undefined {
  if (result.missing !== undefined)
    return `${program} is not there (${result.missing}): npm install --save-dev ${name}`;
  if (result.timedOut) return `${program} did not end in time`;
  if (result.exitCode === null) return `${program} was ended by ${result.signal ?? 'a signal'}`;
  if (result.truncated === true) return `${program} printed more than is read`;
  return undefined;
}

interface Manifest {
  readonly version?: string;
  readonly bin?: string | Readonly<Record<string, string>>;
}

async function findProgram(cwd: string, name: string, program: string): Promise<ResolvedTool | undefined> {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const home = join(folder, 'node_modules', name);
    const text = await readFile(join(home, 'package.json'), 'utf8').catch(() => undefined);
    if (text !== undefined) {
      const { version = 'unknown', bin } = JSON.parse(text) as Manifest;
      const path = typeof bin === 'string' ? bin : bin?.[program];
      if (path !== undefined) return { name: program, version, path: join(home, path) };
    }
    if (dirname(folder) === folder) return undefined;
  }
}
