import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT_CODES, type ExitMeaning } from '../src/checks/exit-codes.ts';
import { securityOptions } from '../src/options.ts';
import { PINS } from '../src/tools/pins.ts';

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');

describe('the README', () => {
  it.each(Object.keys(securityOptions.shape))('has the option %s', (option) => {
    expect(readme).toContain(`| \`${option}\` |`);
  });

  it.each(Object.entries(PINS))('has the version of %s', (name, { version }) => {
    expect(readme.toLowerCase()).toContain(`| ${name} ${version} |`);
  });

  it('has the exit codes as the checks read them, all and no other', () => {
    const rows = Object.entries(EXIT_CODES).flatMap(([tool, codes]) =>
      Object.entries(codes).map(
        ([code, { says, leaves }]: [string, ExitMeaning]) => `| ${tool} | ${code} | ${says} | ${leaves} |`,
      ),
    );
    expect(readme.match(/^\| [a-z-]+ \| \d+ \|.*$/gmu)).toEqual(rows);
  });
});
