/**
 * The program that plays a script: plain CommonJS, run by Node from a folder of its own. A text, because it must be
 * the same whether this package runs from its sources, bundled, or instrumented for coverage.
 *
 * A call claims its number and its case by making a file that must not exist, so that calls at the same time share
 * nothing.
 */
export const PLAYER = `'use strict';
const fs = require('node:fs');
const path = require('node:path');
const script = JSON.parse(fs.readFileSync(path.join(__dirname, 'script.json'), 'utf8'));
const args = process.argv.slice(2);

function claim(file, text) {
  const whole = path.join(__dirname, file);
  try {
    fs.writeFileSync(whole + '.' + process.pid, text);
    fs.linkSync(whole + '.' + process.pid, whole);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    fs.rmSync(whole + '.' + process.pid, { force: true });
  }
}

function record() {
  const text = JSON.stringify({ args, cwd: process.cwd() });
  let number = 1;
  while (!claim(path.join('calls', String(number).padStart(6, '0') + '.json'), text)) number += 1;
}

function choose() {
  const fits = script.cases.flatMap((one, index) => ((one.when ?? []).every((arg) => args.includes(arg)) ? [index] : []));
  const open = fits.find((index) => claim('played-' + index, ''));
  return script.cases[open ?? fits.at(-1)];
}

function placeOf(file) {
  if (file.path !== undefined) return file.path;
  if (typeof file.argument === 'number') return args.at(file.argument);
  const joined = args.find((arg) => arg.startsWith(file.argument + '='));
  if (joined !== undefined) return joined.slice(file.argument.length + 1);
  const index = args.indexOf(file.argument);
  return index < 0 ? undefined : args[index + 1];
}

function play(one) {
  for (const file of one.writes ?? []) {
    const place = placeOf(file);
    if (place === undefined) continue;
    fs.mkdirSync(path.dirname(path.resolve(place)), { recursive: true });
    fs.writeFileSync(place, file.text);
  }
  process.exitCode = one.exitCode ?? 0;
  if (one.stdout !== undefined) process.stdout.write(one.stdout);
  if (one.stderr !== undefined) process.stderr.write(one.stderr);
}

function playWhenReleased(one) {
  if (one.waitFor === undefined || fs.existsSync(path.join(__dirname, 'released-' + one.waitFor))) play(one);
  else setTimeout(playWhenReleased, 10, one);
}

const one = choose();
if (one !== undefined && one.ignoresSignals) for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(name, () => {});
record();
if (one === undefined) {
  process.stderr.write(script.name + ' has no case for: ' + args.join(' ') + '\\n');
  process.exitCode = 97;
} else playWhenReleased(one);
`;
