import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../fixtures');

/** The token that was planted for the recorded reports. In two parts: whoever hosts this file looks for tokens too. */
export const PLANTED_TOKEN = ['ghp', 'Ky9Pf34qY6Nb3wWD25RQ4F5ZR3qa7y3gm1IL'].join('_');

/** A value that looks like a key and is in every manual. */
export const EXAMPLE_KEY = ['AKIAIOSFODNN7', 'EXAMPLE'].join('');

/** A recorded report: `fixtures/<tool>/<case>.<version>.json`, made by scripts/record-reports.mjs. */
export function fixture(path: string): string {
  return readFileSync(join(root, path), 'utf8')
    .replaceAll('@TOKEN@', PLANTED_TOKEN)
    .replaceAll('@EXAMPLE@', EXAMPLE_KEY);
}
