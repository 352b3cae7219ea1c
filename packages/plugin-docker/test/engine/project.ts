import { copyFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { defineConfig, type Config } from '@sluice/core';
import { createHarness, type Harness } from '@sluice/core/testing';
import { docker, type DockerInput } from '../../src/index.ts';
import type { Engine } from './open-engine.ts';

/** Two steps from nothing, and a program that lasts: no registry is needed. */
export const DOCKERFILE = `FROM scratch
COPY busybox /bin/busybox
RUN ["/bin/busybox", "sh", "-c", "/bin/busybox --install -s /bin"]
COPY app.txt /app.txt
RUN cat /app.txt > /copy.txt
CMD ["/bin/sh", "-c", "trap 'exit 0' TERM; while true; do sleep 0.1; done"]
`;

/** A project with a Dockerfile, in a temporary git repository, whose docker is the engine's. */
export async function openProject(
  engine: Engine,
  files: Readonly<Record<string, string>> = {},
  env: Readonly<Record<string, string>> = {},
): Promise<Harness> {
  const harness = await createHarness({
    files: { Dockerfile: DOCKERFILE, 'app.txt': 'one\n', '.dockerignore': '.sluice\n.git\n', ...files },
    env: { ...engine.env, PATH: process.env['PATH'] ?? ['/usr/bin', '/bin'].join(delimiter), ...env },
    git: true,
  });
  copyFileSync(engine.busybox, harness.workspace.path('busybox'));
  return harness;
}

/** Docker's checks alone, without the network: nothing is reached from here. */
export function configOf(input: DockerInput = {}, policy: Config['policy'] = {}): Config {
  const build = input.build === false ? false : { network: 'none' as const, ...input.build };
  return defineConfig({
    plugins: [docker({ image: 'orders', lint: false, scan: false, sbom: false, ...input, build })],
    // A policy needs something that it requires.
    checks: [
      {
        id: 'repo/fine',
        title: 'fine',
        level: 'required',
        run: () => ({ status: 'completed', findings: [] }),
      },
    ],
    policy,
  });
}
