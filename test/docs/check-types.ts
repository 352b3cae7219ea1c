import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, type Block } from './pages.ts';

/**
 * Type-checks examples as a reader would paste them: each block a module of its own, the blocks of a page in one
 * folder. Gives the compiler's complaints, with the page and line of each block in place of the file's name.
 */
export function typeErrors(blocks: readonly Block[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-docs-'));
  try {
    const names = new Map(blocks.map((block) => [fileOf(block), `${block.page}:${block.line}`]));
    for (const block of blocks) {
      mkdirSync(join(folder, fileOf(block), '..'), { recursive: true });
      writeFileSync(join(folder, fileOf(block)), block.text);
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig([...names.keys()])));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const compiler = join(root, 'node_modules/typescript7/bin/tsc');
    const args = [compiler, '--project', folder, '--pretty', 'false'];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    const said = `${stdout}${stderr}`.split('\n').filter((text) => text !== '');
    const lines = said.map((text) => text.replace(/^[^(\s]+/u, (file) => names.get(file) ?? file));
    return status === 0 ? [] : [...lines, `tsc ended with ${status}`];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function fileOf({ page, line, name }: Block): string {
  return `${page.replaceAll('/', '-').replace(/\.md$/u, '')}/${name ?? `example-${line}.ts`}`;
}

function tsconfig(files: readonly string[]): object {
  const source = (path: string): string[] => [join(root, 'packages', path, 'src/index.ts')];
  return {
    extends: join(root, 'tsconfig.base.json'),
    files,
    compilerOptions: {
      // Readers get the published types; the sources must not be judged by the rules for examples.
      noUnusedLocals: false,
      typeRoots: [join(root, 'node_modules/@types')],
      paths: {
        '@sluice/core': source('core'),
        '@sluice/core/reports': [join(root, 'packages/core/src/reports.ts')],
        '@sluice/core/testing': [join(root, 'packages/core/src/testing/index.ts')],
        sluice: source('sluice'),
        'sluice-plugin-node': [join(root, 'examples/third-party-plugin/src/index.ts')],
        '@sluice/plugin-docker': source('plugin-docker'),
        '@sluice/plugin-github': source('plugin-github'),
        '@sluice/plugin-health': source('plugin-health'),
        '@sluice/plugin-python': source('plugin-python'),
        '@sluice/plugin-security': source('plugin-security'),
        '@sluice/preset-python': source('preset-python'),
      },
    },
  };
}
