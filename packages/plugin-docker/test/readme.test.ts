import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT_CODES, type ExitMeaning } from '../src/checks/exit-codes.ts';
import { dockerOptions } from '../src/options.ts';
import { scanLimits } from '../src/scan/scan-limits.ts';
import { PINS } from '../src/tools/pins.ts';
import { TRIVY } from '../src/trivy/trivy-tool.ts';

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');

describe('the README', () => {
  it.each(Object.keys(dockerOptions.shape))('has the option %s', (option) => {
    expect(readme).toContain(`| \`${option}\` |`);
  });

  it.each([...Object.entries(PINS), ['trivy', TRIVY] as const])(
    'has the version of %s',
    (name, { version }) => {
      expect(readme).toContain(`| ${name} ${version} |`);
    },
  );

  it('has the limits of docker/scan with their defaults', () => {
    const { scan } = dockerOptions.parse({});
    for (const { rule, max } of scan === false ? [] : scanLimits(scan))
      expect(readme).toMatch(new RegExp(`\\| \`${rule}\` \\| .* \\| ${max} \\|`, 'u'));
  });

  it('has the exit codes as the checks read them, all and no other', () => {
    const rows = Object.entries(EXIT_CODES).flatMap(([tool, codes]) =>
      Object.entries(codes).map(
        ([code, { says, leaves }]: [string, ExitMeaning]) => `| ${tool} | ${code} | ${says} | ${leaves} |`,
      ),
    );
    expect(readme.match(/^\| [a-z ]+ \| \d+ \|.*$/gmu)).toEqual(rows);
  });
});
