import { resolve } from 'node:path';
import { statSync } from 'node:fs';
import { CiError, isCiError, problemOf } from '../errors/ci-error.ts';
import { messageOf } from '../errors/message-of.ts';
import type { Problem } from '../model/problem.ts';
import { VERSION } from '../version.ts';
import { parseArguments, stringFlag } from './args.ts';
import { guardProcess } from './guard.ts';
import { generalHelp, verbHelp } from './help.ts';
import { problemText } from './problem-text.ts';
import { findPluginVerb, unknownVerb } from './plugin-verb.ts';
import { openTerminal, type Terminal } from './terminal.ts';
import { uncaughtProblem } from './uncaught-problem.ts';
import type { Verb } from './verb.ts';
import { VERBS } from './verbs.ts';

/** The command line. Ends the process with the verb's exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  process.exitCode = 2;
  const controller = new AbortController();
  let code: number | undefined;
  let isCrashed = false;
  const guard = guardProcess({
    onUncaught: (error) => {
      // What comes after the verdict changes it no more, and the process is about to end.
      if (code !== undefined) return;
      isCrashed = true;
      const crash = new CiError([uncaughtProblem(error)]);
      process.stderr.write(problemText(crash.problems));
      controller.abort(crash);
    },
  });
  const terminal = openTerminal({
    env: process.env,
    stdout: {
      isTTY: process.stdout.isTTY,
      get columns() {
        return process.stdout.columns;
      },
      get rows() {
        return process.stdout.rows;
      },
      write: guard.out,
    },
    stderr: process.stderr,
    colorFlag: argv.includes('--no-color') ? false : argv.includes('--color') ? true : undefined,
  });
  const stopListening = listenForSignals(controller, guard.leave);
  try {
    const answer = await dispatch(argv, terminal, controller.signal);
    code = isCrashed ? 2 : answer;
  } catch (error) {
    const problems = isCiError(error)
      ? error.problems
      : [problemOf('ENGINE_CRASHED', { detail: messageOf(error) })];
    terminal.err(problemText(problems));
    code = 2;
  }
  stopListening();
  await guard.end(code);
}

async function dispatch(argv: readonly string[], terminal: Terminal, signal: AbortSignal): Promise<number> {
  const [first, ...rest] = argv;
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    const [word] = rest;
    const named = VERBS.find((verb) => verb.name === word);
    if (first === 'help' && word !== undefined && !word.startsWith('-') && named === undefined) {
      return usage(terminal, [unknownVerb(word)]);
    }
    terminal.out(named === undefined ? generalHelp(VERBS) : verbHelp(named));
    return 0;
  }
  if (first === '--version' || first === '-V') {
    terminal.out(`${VERSION}\n`);
    return 0;
  }
  const verb = VERBS.find(({ name }) => name === first);
  if (verb === undefined) {
    const fromPlugin = await findPluginVerb(argv);
    if ('problem' in fromPlugin) return usage(terminal, [fromPlugin.problem]);
    const { command, rest: words, cwd, calledFrom } = fromPlugin;
    const { out, err } = terminal;
    return command.run({ cwd, calledFrom, argv: words, env: process.env, signal, out, err });
  }
  return call(verb, rest, terminal, signal);
}

async function call(
  verb: Verb,
  argv: readonly string[],
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  if (argv.includes('--help') || argv.includes('-h')) {
    terminal.out(verbHelp(verb));
    return 0;
  }
  const { parsed, problems } = parseArguments(verb, argv);
  if (parsed === undefined) return usage(terminal, problems);
  const cwd = resolve(stringFlag(parsed.flags, 'cwd') ?? '.');
  if (!isFolder(cwd)) return usage(terminal, [problemOf('FOLDER_NOT_FOUND', { dir: cwd })]);
  const action = await verb.load();
  const { flags, positionals } = parsed;
  const code = await action({ cwd, flags, positionals, terminal, env: process.env, signal });
  // `run` says itself how it ended: a verdict that was reached before the signal stands.
  if (code === 0 || verb.name === 'run' || typeof signal.reason !== 'string') return code;
  return SIGNAL_CODES[signal.reason as keyof typeof SIGNAL_CODES];
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function usage(terminal: Terminal, problems: readonly Problem[]): number {
  terminal.err(problemText(problems));
  return 2;
}

const SIGNAL_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

// The first signal cancels and still reports; the second one leaves at once, with the code the shell expects.
function listenForSignals(controller: AbortController, leave: (code: number) => void): () => void {
  const listeners = Object.entries(SIGNAL_CODES).map(([name, code]) => {
    const listener = (): void => {
      if (controller.signal.aborted) leave(code);
      controller.abort(name);
    };
    process.on(name, listener);
    return [name, listener] as const;
  });
  return () => {
    for (const [name, listener] of listeners) process.off(name, listener);
  };
}
