import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Spec } from './spec.ts';

const FILE = join(import.meta.dirname, '../../../fixtures/github-openapi/api.23.0.2.json');

let kept: Spec | undefined;

/** The description, read once in a process. */
export function readSpec(): Spec {
  kept ??= JSON.parse(readFileSync(FILE, 'utf8')) as Spec;
  return kept;
}
