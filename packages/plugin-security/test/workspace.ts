import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface Workspace extends AsyncDisposable {
  readonly dir: string;
}

/** A folder with these files that goes when the test ends. */
export async function workspace(files: Readonly<Record<string, string>>): Promise<Workspace> {
  const dir = await mkdtemp(join(tmpdir(), 'sluice-security-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  }
  return { dir, [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }) };
}
