import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HEALTH_HELP } from '../src/commands/health-help.ts';
import { healthOptions } from '../src/options.ts';
import { CONCLUSION_CLASSES } from '../src/runs/conclusion-class.ts';
import { record } from './github.ts';
import { healthOf } from './health-of.ts';

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');

describe('the README', () => {
  it.each(Object.keys(healthOptions.shape))('has the option %s', (option) => {
    expect(readme).toContain(`| \`${option}\` |`);
  });

  it('has what each conclusion counts as', () => {
    const rows = Object.entries(CONCLUSION_CLASSES).map(([name, kind]) => `| \`${name}\` | ${kind} |`);
    expect(readme.match(/^\| `[a-z_]+` \| (?:pass|fail|other|waiting) \|$/gmu)).toEqual(rows);
  });

  it('defines every figure', () => {
    const { figures } = healthOf([record({ id: 1 })]);
    const names = [...Object.keys(figures), ...Object.keys(figures.defaultBranch ?? {})];
    const own = names.filter((name) => !['branch', 'status'].includes(name));
    expect(own.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });

  it('has every flag of the help but those of all verbs', () => {
    const flags = [...HEALTH_HELP.matchAll(/^ {2}(--[a-z]+)/gmu)].map(([, flag]) => flag);
    expect(flags.filter((flag) => flag !== '--cwd' && !readme.includes(`| \`${flag}`))).toEqual([]);
  });
});
