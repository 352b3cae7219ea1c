import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pythonOptions } from '../src/options.ts';
import { PINS } from '../src/tools/pins.ts';

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');

describe('the README', () => {
  it.each(Object.keys(pythonOptions.shape))('has the option %s', (option) => {
    expect(readme).toContain(`\`${option}\``);
  });

  it.each(Object.entries(PINS))('has the default version of %s', (name, { version }) => {
    expect(readme.toLowerCase()).toContain(`| ${name} | ${version} |`);
  });

  /** Rows of the table of exit codes by tool: the codes, with what each row makes of them. */
  const rows = readme
    .slice(readme.indexOf('| tool | exit |'))
    .split('\n\n')[0]
    ?.split('\n')
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()));

  const codesOf = (tool: string): string[] => {
    const from = rows?.findIndex(([, name]) => name === tool) ?? -1;
    const own = rows?.slice(from).filter(([, name], index) => index === 0 || name === '') ?? [];
    const end = rows?.slice(from + 1).findIndex(([, name]) => name !== '') ?? -1;
    return own.slice(0, end === -1 ? undefined : end + 1).flatMap(([, , codes = '']) => codes.split(', '));
  };

  it.each([
    ['Black', ['0', '1', '123', '2', 'others']],
    ['isort', ['0', '1', '2', 'others']],
    ['Ruff', ['0', '1', '2', 'others']],
    ["Ruff's formatter", ['0', '1', '2', 'others']],
    ['MyPy', ['0', '1', '2', 'others']],
    ['pytest', ['0', '1', '2', '3', '4', '5', 'others']],
  ])('says what each exit code of %s means', (tool, codes) => {
    expect([...new Set(codesOf(tool))].sort()).toEqual([...codes].sort());
  });
});
