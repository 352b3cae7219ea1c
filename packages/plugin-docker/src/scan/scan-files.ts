import type { DockerOptions } from '../options.ts';
import { IGNORE_FILES } from './scan-arguments.ts';

/** The files of the project that decide what docker/scan says of one and the same image. */
export function scanFiles({ scan }: Pick<DockerOptions, 'scan'>): readonly string[] {
  const database = scan === false ? undefined : scan.database;
  // It says when the database was made, and is small where that is not.
  const metadata = database === undefined ? [] : [`${database.replace(/\/$/u, '')}/db/metadata.json`];
  return [...IGNORE_FILES, 'trivy-secret.yaml', ...metadata];
}
