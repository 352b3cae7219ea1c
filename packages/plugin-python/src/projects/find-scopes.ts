import { join, relative, sep } from 'node:path';
import type { PythonOptions } from '../options.ts';
import { localDependencies } from '../project/local-dependencies.ts';
import { parseRequirement } from '../project/requirement.ts';
import type { PythonProject } from '../project/python-project.ts';
import { readPythonProject } from '../project/read-python-project.ts';
import { satisfies } from '../project/pep440.ts';
import { normaliseName } from '../project/normalise-name.ts';
import type { NamedProjects } from './find-projects.ts';
import { projectOptions } from './project-options.ts';
import { ONLY_PROJECT, type PythonScope } from './python-scope.ts';

/** A project with the options that are its own. */
export interface ScopedOptions {
  readonly scope: PythonScope;
  readonly options: PythonOptions;
  /** What was read of it to tell what it is built from. */
  readonly python?: PythonProject;
}

/** What was read of a project to tell what it is built from. */
interface Node {
  readonly name: string;
  readonly root: string;
  readonly project: PythonProject;
  /** Folders relative to the config's. */
  readonly folders: Set<string>;
  /** Files it reads that lie elsewhere, relative to the config's folder. */
  readonly files: readonly string[];
}

/** The scopes of the projects, in the order of their names in the config. */
export async function findScopes(
  cwd: string,
  options: PythonOptions,
  projects: NamedProjects,
): Promise<readonly ScopedOptions[]> {
  const { shared } = options;
  if (projects.size === 0) return [{ scope: { ...ONLY_PROJECT, shared }, options }];
  const nodes = await Promise.all(
    [...projects].map(([name, { root, requirements }]) => readNode(cwd, { name, root, requirements })),
  );
  widen(nodes, projects);
  return nodes.map((node) => {
    const own = projects.get(node.name) ?? { root: node.root };
    const outside = [...node.folders, ...node.files].some((path) => path === '..' || path.startsWith('../'));
    const scope: PythonScope = {
      ...(nodes.length === 1 ? {} : { name: node.name }),
      root: node.root,
      nested: nestedIn(node.root, nodes),
      dependencies: [...node.folders].filter((folder) => folder !== node.root).toSorted(),
      shared: [...shared, ...node.files],
      isBounded: !outside,
      count: nodes.length,
    };
    const versions = own.versions ?? supported(options.versions, node.project.requiresPython);
    return {
      scope,
      python: node.project,
      options: placed(projectOptions(options, { ...own, versions: [...versions] }), scope),
    };
  });
}

async function readNode(
  cwd: string,
  { name, root, requirements }: { name: string; root: string; requirements: readonly string[] | undefined },
): Promise<Node> {
  const project = await readPythonProject(join(cwd, root), requirements);
  const toConfig = (path: string): string => relative(cwd, path).split(sep).join('/') || '.';
  const locals = await localDependencies(project);
  const folders = new Set(locals.map(({ folder }) => toConfig(folder)));
  const files = project.files
    .filter((file) => file.startsWith('../'))
    .map((file) => toConfig(join(cwd, root, file)));
  return { name, root, project, folders, files };
}

/** Adds to each what it names of the others, and what those are built from, until nothing is added any more. */
function widen(nodes: readonly Node[], projects: NamedProjects): void {
  for (const node of nodes) {
    const named = new Set(projects.get(node.name)?.dependsOn ?? []);
    const required = requiredBy(node.project);
    for (const other of nodes) {
      const isRequired = other.project.name !== undefined && required.has(normaliseName(other.project.name));
      if (other !== node && (named.has(other.name) || isRequired)) node.folders.add(other.root);
    }
  }
  for (let before = -1, size = 0; before !== size;) {
    before = size;
    for (const node of nodes) {
      for (const other of nodes)
        if (node.folders.has(other.root)) for (const folder of other.folders) node.folders.add(folder);
    }
    size = nodes.reduce((sum, { folders }) => sum + folders.size, 0);
  }
}

function requiredBy(project: PythonProject): ReadonlySet<string> {
  const lists = [...Object.values(project.extras), ...Object.values(project.groups)].flat();
  const listed = project.requirementsFiles.flatMap(({ requirements }) => requirements);
  const lines = [...project.dependencies, ...lists, ...listed];
  return new Set(lines.map((line) => parseRequirement(line)?.name).filter((name) => name !== undefined));
}

function nestedIn(root: string, nodes: readonly Node[]): readonly string[] {
  const prefix = root === '.' ? '' : `${root}/`;
  return nodes
    .filter((other) => other.root !== root && other.root !== '.' && other.root.startsWith(prefix))
    .map((other) => other.root.slice(prefix.length));
}

/** Of the versions for all, those that the project supports; all of them where it supports none, for it to say so. */
function supported(versions: readonly string[], range: string | undefined): readonly string[] {
  if (range === undefined) return versions;
  const fit = versions.filter(
    (version) => satisfies(`${version}.99`, range) || satisfies(`${version}.0`, range),
  );
  return fit.length === 0 ? versions : fit;
}

/** Test ids are those of the project's folder wherever pytest is configured, and other projects' tests are not its own. */
function placed(options: PythonOptions, { root, nested }: PythonScope): PythonOptions {
  if (options.pytest === false) return options;
  const args = [
    ...options.pytest.args,
    ...(root === '.' ? [] : ['--rootdir=.']),
    ...nested.map((folder) => `--ignore=${folder}`),
  ];
  return { ...options, pytest: { ...options.pytest, args } };
}
