import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { NamedProjects } from './find-projects.ts';

/** What is wrong with the projects that a config names, with what to do about it. */
export async function projectProblems(
  cwd: string,
  projects: NamedProjects,
): Promise<readonly { readonly message: string; readonly hint: string; readonly path: string }[]> {
  const found = await Promise.all(
    [...projects].map(async ([name, { root, dependsOn = [] }]) => {
      const path = `projects.${name}`;
      const folder = await stat(join(cwd, root)).catch(() => undefined);
      const twin = [...projects].find(([other, own]) => other < name && own.root === root);
      return [
        ...(folder?.isDirectory() === true
          ? []
          : [
              {
                message: `The project ${name} is not there: ${root} is no folder.`,
                hint: 'Correct its root.',
                path,
              },
            ]),
        ...(twin === undefined
          ? []
          : [
              {
                message: `The projects ${twin[0]} and ${name} are one folder: ${root}.`,
                hint: 'Keep one of them.',
                path,
              },
            ]),
        ...dependsOn
          .filter((other) => !projects.has(other))
          .map((other) => ({
            message: `The project ${name} depends on ${other}, which is none.`,
            hint: `The projects are ${[...projects.keys()].join(', ')}.`,
            path,
          })),
      ];
    }),
  );
  return found.flat();
}
