import type { Documents } from './documents.ts';
import { detectImages } from './detect-images.ts';
import { shortList } from './detect-python.ts';
import type { Row } from './row.ts';
import { isTable, tableAt, textAt } from './table.ts';

/** What `init` sees and does not touch: hooks, containers, workflows, other runners. */
export function surroundings(documents: Documents): readonly Row[] {
  const { tree, hooks, hooksAreFiltered, workflows } = documents;
  const runners = ['tox.ini', 'noxfile.py', 'Makefile', 'justfile', 'Taskfile.yml'].filter((file) =>
    tree.files.includes(file),
  );
  const services = serviceImages(documents);
  const rows: readonly (Row | false)[] = [
    hooks.length > 0 && {
      what: '.pre-commit',
      seen: shortList(hooks.map(({ id }) => id)),
      gives: hooksAreFiltered
        ? 'not touched; its exclude and files are its own, so a check may see more'
        : 'not touched',
    },
    runners.length > 0 && { what: 'other runners', seen: runners.join(', '), gives: 'not touched' },
    detectImages(tree).row ?? false,
    workflows.length > 0 && {
      what: '.github/workflows',
      seen: shortList(workflows.map(describeWorkflow)),
      gives: 'yours, not touched',
    },
    services.length > 0 && {
      what: 'services',
      seen: services.join(', '),
      gives: 'start them yourself before a run',
    },
  ];
  return rows.filter((row) => row !== false);
}

function describeWorkflow({ file, document }: Documents['workflows'][number]): string {
  const jobs = Object.keys(tableAt(document, 'jobs'));
  return jobs.length === 0 ? file : `${file} (${shortList(jobs, 4)})`;
}

/** `ci.yml starts postgres:16`: tests that pass there may need it here. */
function serviceImages({ workflows }: Documents): readonly string[] {
  return workflows.flatMap(({ file, document }) => {
    const images = Object.values(tableAt(document, 'jobs')).flatMap((job) =>
      isTable(job)
        ? Object.entries(tableAt(job, 'services')).map(([name, service]) => textAt(service, 'image') ?? name)
        : [],
    );
    return images.length === 0 ? [] : [`${file} starts ${[...new Set(images)].join(', ')}`];
  });
}
