import { canonicalJson } from '../../model/canonical-json.ts';
import type { ProjectLines } from './config-text.ts';
import { detectPython, nestedProjects, type PythonFacts } from './detect-python.ts';
import { readDocuments, type Documents } from './documents.ts';
import type { Stand } from './stand.ts';
import type { Machine } from './python-versions.ts';
import { requirementFiles, requirementLists } from './requirements.ts';
import type { ConfigLine, Row } from './row.ts';
import { subTree } from './sub-tree.ts';
import { isTable, tableAt, valueAt } from './table.ts';

/** What was found of a repository with several Python projects. */
export interface MonorepoFacts extends PythonFacts {
  readonly projects: readonly ProjectLines[];
}

interface Project {
  readonly name: string;
  readonly root: string;
  readonly facts: PythonFacts;
}

/**
 * Looks at the Python projects of a repository: what they agree on is set for all, the rest for each. Undefined where the
 * root is a project itself, or there are fewer than two below it.
 */
export async function detectMonorepo(
  documents: Documents,
  machine: Machine,
): Promise<MonorepoFacts | undefined> {
  const roots = isProject(documents) ? [] : projectFolders(documents);
  if (roots.length < 2) return undefined;
  const names = namesOf(roots);
  const above = requirementLists(documents);
  const projects: readonly Project[] = await Promise.all(
    roots.map(async (root, index) => {
      const own = await readDocuments(subTree(documents.tree, root));
      const facts = detectPython(withSettingsAbove(own, documents), machine, above);
      return { root, name: names[index] ?? root, facts };
    }),
  );
  const shared = sharedOptions(projects);
  const isShared = ({ key, value }: ConfigLine): boolean =>
    shared.some((line) => line.key === key && canonicalJson(line.value) === canonicalJson(value));
  return {
    options: shared,
    projects: projects.map(({ name, root, facts }) => ({
      name,
      root,
      options: facts.options.filter((line) => !isShared(line)),
    })),
    found: projects.map(projectRow),
    stands: projects.flatMap(({ name, facts }) => facts.stands.map((stand) => inCell(stand, name))),
    versions: [...new Set(projects.flatMap(({ facts }) => facts.versions))],
    others: [...new Set(projects.flatMap(({ facts }) => facts.others))],
    warnings: [],
  };
}

/** A root that only configures is none; nor is one that only lists what is developed with. */
function isProject({ pyproject, tree, ini }: Documents): boolean {
  if (['project', 'build-system'].some((key) => isTable(valueAt(pyproject, key)))) return true;
  if (isTable(valueAt(pyproject, 'tool', 'poetry')) || tree.files.includes('setup.py')) return true;
  const setupCfg = ini('setup.cfg');
  return 'metadata' in setupCfg || 'options' in setupCfg;
}

/** Folders with a description or with requirements of their own, and Python. */
function projectFolders(documents: Documents): readonly string[] {
  const { tree } = documents;
  const described = nestedProjects(documents);
  const folders = new Set(tree.files.filter((path) => path.endsWith('.py')).flatMap(foldersAbove));
  const listed = [...folders].filter(
    (folder) =>
      requirementFiles(subTree(tree, folder)).length > 0 &&
      !described.some((one) => folder === one || folder.startsWith(`${one}/`)) &&
      !NOT_OURS.test(folder),
  );
  return [...described.filter((folder) => folders.has(folder)), ...listed].toSorted();
}

const NOT_OURS =
  /(?:^|\/)(?:tests?|testing|docs?|examples?|samples?|fixtures?|templates?|benchmarks?|scripts?|tools?)(?:\/|$)/u;

function foldersAbove(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** As plugin-python names them: the folder, or the whole path where two share a name. */
function namesOf(roots: readonly string[]): readonly string[] {
  const short = roots.map((root) => nameOf(root.slice(root.lastIndexOf('/') + 1)));
  const names: string[] = [];
  for (const [index, root] of roots.entries()) {
    const own = short[index] ?? '';
    const wanted = short.filter((name) => name === own).length > 1 ? nameOf(root) : own;
    names.push(names.includes(wanted) ? `${wanted}-${index}` : wanted);
  }
  return names;
}

function nameOf(path: string): string {
  const name = path.toLowerCase().replace(/[^a-z0-9_]+/gu, '-');
  return name.replace(/^[-_]+|-+$/gu, '') || 'project';
}

/** Tools that are configured for all, where a project does not configure them itself. */
function withSettingsAbove(own: Documents, above: Documents): Documents {
  const tools = ['black', 'isort', 'ruff', 'mypy'].filter(
    (name) =>
      !isTable(valueAt(own.pyproject, 'tool', name)) && isTable(valueAt(above.pyproject, 'tool', name)),
  );
  const added = Object.fromEntries(tools.map((name) => [name, valueAt(above.pyproject, 'tool', name)]));
  const pyproject =
    tools.length === 0
      ? own.pyproject
      : { ...tableAt(own.pyproject), tool: { ...tableAt(own.pyproject, 'tool'), ...added } };
  const hasRuff = own.ruffToml !== undefined || isTable(valueAt(own.pyproject, 'tool', 'ruff'));
  return {
    ...own,
    pyproject,
    ...(hasRuff || above.ruffToml === undefined ? {} : { ruffToml: above.ruffToml }),
    ...(own.hooks.length > 0 ? {} : { hooks: above.hooks, hooksAreFiltered: above.hooksAreFiltered }),
    ini: (file) => {
      const found = own.ini(file);
      return Object.keys(found).length === 0 && /^\.?mypy\.ini$|^\.isort\.cfg$/u.test(file)
        ? above.ini(file)
        : found;
    },
  };
}

/** Options that every project would have alike. */
function sharedOptions(projects: readonly Project[]): readonly ConfigLine[] {
  const [first, ...others] = projects;
  return (first?.facts.options ?? []).filter(({ key, value }) =>
    others.every(({ facts }) =>
      facts.options.some((line) => line.key === key && canonicalJson(line.value) === canonicalJson(value)),
    ),
  );
}

function projectRow({ name, root, facts }: Project): Row {
  const seenOf = (what: string): string => facts.found.find((row) => row.what === what)?.seen ?? '';
  const tests = seenOf('tests').replace(/^none found$/u, 'no tests');
  const versions = facts.found.find((row) => row.what === 'versions')?.gives ?? '';
  return {
    what: `project ${name}`,
    seen: `${root}: ${seenOf('Python project')}; ${tests}`,
    gives: `python/*@${name} on ${versions}`,
  };
}

/** `python/pytest@3.11, @3.12` of a project is `python/pytest@billing,3.11, @billing,3.12`. */
function inCell(stand: Stand, name: string): Stand {
  const check = stand.check.includes('@')
    ? stand.check.replaceAll('@', `@${name},`)
    : `${stand.check}@${name}`;
  return { ...stand, check };
}
