import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a tool printed, as it was recorded, with `/project` as the folder that it ran in. */
export function fixture(path: string, cwd = '/project'): string {
  const text = readFileSync(join(import.meta.dirname, '../fixtures', path), 'utf8');
  return text.replaceAll('/project', cwd);
}
