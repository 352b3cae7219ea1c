import { oneLine } from '@sluice/core';
import type { BuildStep } from './build-step.ts';

/** What the plain progress of buildx says of a build. */
export interface BuildLog {
  /** Steps of the Dockerfile, in the order they were begun. `FROM` and what BuildKit does for itself are none. */
  readonly steps: readonly BuildStep[];
  /** What failed although it is no step: `[internal] load metadata for …`. */
  readonly failures: readonly { readonly name: string; readonly error: string }[];
  /** The last words of buildx, `ERROR: …` without that, and the lines after it. */
  readonly error?: string;
  /** The line of the Dockerfile that newer BuildKits point at. */
  readonly line?: number;
  /** `WARNING: …` of buildx itself, such as a cache that could not be read, and what BuildKit has against a Dockerfile. */
  readonly warnings: readonly string[];
}

const MOST_TAIL_LINES = 30;
const MOST_LINE = 1000;

interface Vertex {
  name: string;
  isCached: boolean;
  error?: string;
  readonly tail: string[];
}

/** Takes the lines of a log, one after another: only structure and a few last lines are kept, whatever its length. */
export interface BuildLogReader {
  readonly line: (line: string) => void;
  readonly done: () => BuildLog;
}

/**
 * Reads `--progress=plain`. What a step prints has the step's number and a time before each line, so it cannot pass
 * for what BuildKit says of a step, nor for the last words of buildx, which begin a line.
 */
export function readBuildLog(): BuildLogReader {
  const vertices = new Map<string, Vertex>();
  const warnings: string[] = [];
  let error: string[] = [];
  let place: number | undefined;
  let before = '';
  return {
    line: (written) => {
      const line = written.slice(0, MOST_LINE * 4);
      // `Dockerfile:3` and a rule below it begin the lines that BuildKit quotes.
      const at = /^-{20}$/u.test(line) ? /^[^#\s].*:(\d{1,6})$/u.exec(before)?.[1] : undefined;
      if (at !== undefined) place = Number(at);
      before = line;
      const [, number, rest = ''] = /^#(\d+) (.*)$/su.exec(line) ?? [];
      if (rest.startsWith('WARN: ')) warnings.push(clean(rest.slice('WARN: '.length)));
      else if (number !== undefined) takeStep(vertices, number, rest);
      else if (line.startsWith('ERROR: ')) error = [line.slice('ERROR: '.length)];
      else if (line.startsWith('WARNING: ')) warnings.push(clean(line.slice('WARNING: '.length)));
      else if (error.length > 0 && error.length < 5 && line.trim() !== '') error.push(line);
    },
    done: () => {
      const all = [...vertices.values()];
      const failures = all.flatMap(({ name, error: why }) =>
        why === undefined || stepOf(name) !== undefined ? [] : [{ name: clean(name), error: clean(why) }],
      );
      const steps = all.flatMap((vertex) => stepFrom(vertex) ?? []);
      const line = place === undefined ? {} : { line: place };
      return {
        steps,
        failures,
        warnings,
        ...line,
        ...(error.length === 0 ? {} : { error: clean(error.join(' ')) }),
      };
    },
  };
}

function takeStep(vertices: Map<string, Vertex>, number: string, rest: string): void {
  const known = vertices.get(number);
  if (known === undefined) {
    vertices.set(number, { name: rest, isCached: false, tail: [] });
    return;
  }
  const [, said] = /^\d+\.\d+ (.*)$/su.exec(rest) ?? [];
  if (said !== undefined) {
    known.tail.push(clean(said));
    if (known.tail.length > MOST_TAIL_LINES) known.tail.shift();
  } else if (rest === 'CACHED') known.isCached = true;
  else if (rest.startsWith('ERROR: ')) known.error = rest.slice('ERROR: '.length);
}

const STEP = /^\[(?:([^\]\s]+) )?(\d+)\/(\d+)\] (.*)$/su;

function stepOf(name: string): RegExpExecArray | undefined {
  const found = STEP.exec(name);
  return found === null || /^FROM\s/iu.test(found[4] ?? '') ? undefined : found;
}

function stepFrom({ name, isCached, error, tail }: Vertex): BuildStep | undefined {
  const [, stage = '', at, of, text = ''] = stepOf(name) ?? [];
  if (at === undefined || of === undefined) return undefined;
  const facts = { stage, at: Number(at), of: Number(of), isCached, tail };
  return { name: clean(text), ...facts, ...(error === undefined ? {} : { error: clean(error) }) };
}

function clean(text: string): string {
  return oneLine(text).slice(0, MOST_LINE);
}
