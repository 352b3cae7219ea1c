import type { Documents } from './documents.ts';
import { codePlaces } from './code-places.ts';
import type { Row } from './row.ts';
import { tableAt, textAt, valueAt } from './table.ts';
import { hasFolder } from './tree.ts';

/**
 * A project that leaves finding its package to setuptools: `node_modules`, where the packages of the config are, is a second
 * one to it, and every build outside Sluice then ends with "Multiple top-level packages discovered". Sluice's own
 * environments name the package.
 */
export function flatLayoutWarning({ pyproject, ini, tree }: Documents): readonly Row[] {
  const backend = textAt(pyproject, 'build-system', 'build-backend');
  const isBuilt = valueAt(pyproject, 'build-system') !== undefined || tree.files.includes('setup.py');
  const isSetuptools = backend === undefined ? isBuilt : backend.startsWith('setuptools.');
  const table = tableAt(pyproject, 'tool', 'setuptools');
  const says = [
    ...Object.keys(table),
    ...Object.keys(ini('setup.cfg')['options'] ?? {}),
    ...Object.keys(ini('setup.cfg')['files'] ?? {}),
  ];
  const isSaid =
    says.some((key) => /^(?:packages|py[-_]modules|package[-_]dir|ext[-_]modules)$/u.test(key)) ||
    /\b(?:packages|py_modules|package_dir|ext_modules|pbr)\b/u.test(tree.read('setup.py') ?? '');
  const [place] = codePlaces(tree);
  if (!isSetuptools || isSaid || place === undefined || hasFolder(tree, 'src')) return [];
  const line = place.endsWith('.py')
    ? `py-modules = ["${place.slice(0, -3)}"]`
    : `packages.find.include = ["${place}*"]`;
  return [
    {
      what: 'setuptools',
      seen: 'finds packages by itself, and would take node_modules for one',
      gives: `for builds outside Sluice, add to pyproject.toml: [tool.setuptools] ${line}`,
    },
  ];
}
