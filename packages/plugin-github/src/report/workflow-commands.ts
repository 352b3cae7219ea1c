import { workflowData, workflowProperty } from '@sluice/core/reports';
import type { Annotation } from './annotation.ts';

/** The runner keeps so many of a kind of one step and drops the rest in silence. */
const MOST_OF_A_KIND = 10;

const KINDS = { failure: 'error', warning: 'warning', notice: 'notice' } as const;

/**
 * Annotations as commands of the runner, at most ten of a kind. Where there are more, the tenth says how many, for the
 * runner would not.
 */
export function workflowCommands(annotations: readonly Annotation[]): readonly string[] {
  return (['failure', 'warning', 'notice'] as const).flatMap((level) => {
    const of = annotations.filter(({ annotation_level: own }) => own === level);
    if (of.length <= MOST_OF_A_KIND) return of.map(drawn);
    const left = of.length - MOST_OF_A_KIND + 1;
    return [
      ...of.slice(0, MOST_OF_A_KIND - 1).map(drawn),
      `::${KINDS[level]} title=sluice::${left} more: the summary and the report have all of them.`,
    ];
  });
}

function drawn(annotation: Annotation): string {
  const { path, start_line: line, end_line: endLine, start_column: column, title, message } = annotation;
  const properties = Object.entries({
    file: path,
    line,
    endLine,
    ...(column === undefined ? {} : { col: column }),
    title,
  });
  const text = properties.map(([name, value]) => `${name}=${workflowProperty(String(value))}`).join(',');
  return `::${KINDS[annotation.annotation_level]} ${text}::${workflowData(message)}`;
}
