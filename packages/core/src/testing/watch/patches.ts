import childProcess from 'node:child_process';
import dns from 'node:dns';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { patchDate, patchEnv } from './ambient.ts';
import type { TouchKind } from './touch.ts';
import { patchMethods, type MethodPatch, type Patch, type Recorder } from './patch-methods.ts';

const MUTATING =
  /^(append|chmod|chown|copyFile|cp|createWriteStream|fchmod|fchown|ftruncate|futimes|lchmod|lchown|link|lutimes|mkdir|mkdtemp|rename|rm|symlink|truncate|unlink|utimes|write)/u;
const NETWORK = /^(connect|createConnection|createServer|request|get|lookup|resolve)/u;
const PRINTING = /^(log|error|warn|info|debug|dir|dirxml|table|trace|group|assert|count|timeEnd|timeLog)/u;

/** Flags of `open` under which a file can be changed. */
const { O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND } = fs.constants;
const CHANGING = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;

/** Ways to put a watch on everything that a plugin could reach besides what it is given. */
export function patches(recorder: Recorder): readonly Patch[] {
  const watched: readonly (readonly [label: string, object: object, kindOf: MethodPatch['kindOf']])[] = [
    ['child_process', childProcess, (name) => (isInternal(name) ? undefined : 'exec')],
    ['fs', fs, diskKind],
    ['fs.promises', fs.promises, diskKind],
    ['net', net, networkKind],
    ['http', http, networkKind],
    ['https', https, networkKind],
    ['dns', dns, networkKind],
    ['globalThis', globalThis, (name) => (name === 'fetch' ? 'network' : undefined)],
    ['process.stdout', process.stdout, printKind],
    ['process.stderr', process.stderr, printKind],
    // By name, and not as `console`, whose use is for the command line alone: nothing is printed here.
    ['console', Reflect.get(globalThis, 'console') as object, consoleKind],
    ['performance', performance, (name) => (name === 'now' ? 'clock' : undefined)],
    ['process', globalThis.process, (name) => (/^(hrtime|uptime)$/u.test(name) ? 'clock' : undefined)],
  ];
  return [
    ...watched.map(([label, object, kindOf]) => patchMethods(object, { recorder, label, kindOf })),
    patchDate(recorder),
    patchEnv(recorder),
  ];
}

/** Classes and internal conversions, not calls that reach anything. */
function isInternal(name: string): boolean {
  return /^[_A-Z]/u.test(name);
}

function diskKind(name: string, [target, flags]: readonly unknown[]): TouchKind | undefined {
  if (isInternal(name)) return undefined;
  // The descriptors of standard output and standard error.
  if (/^writev?(Sync)?$/u.test(name) && (target === 1 || target === 2)) return 'print';
  if (MUTATING.test(name)) return 'write';
  return /^open(Sync)?$/u.test(name) && isChanging(flags) ? 'write' : 'disk';
}

function isChanging(flags: unknown): boolean {
  if (typeof flags === 'number') return (flags & CHANGING) !== 0;
  return typeof flags === 'string' && /[wa+]/u.test(flags);
}

function networkKind(name: string): 'network' | undefined {
  return NETWORK.test(name) ? 'network' : undefined;
}

function printKind(name: string): 'print' | undefined {
  return name === 'write' ? 'print' : undefined;
}

function consoleKind(name: string): 'print' | undefined {
  return PRINTING.test(name) ? 'print' : undefined;
}
