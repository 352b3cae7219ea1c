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
});
