import type { PluginExamination, PluginFact } from '@sluice/core';
import { findEngine } from './find-engine.ts';

/** What `sluice doctor` says of the engine: its versions, or what is missing and how to get it. */
export async function examineEngine({
  exec,
}: Pick<PluginExamination, 'exec'>): Promise<readonly PluginFact[]> {
  const engine = await findEngine(exec);
  if ('reason' in engine) return [{ what: 'docker', state: 'todo', detail: engine.reason }];
  const { clientVersion, serverVersion, buildxVersion, driver, hasContainerdStore } = engine;
  const canWrite = driver !== 'docker' || hasContainerdStore;
  return [
    {
      what: 'docker',
      state: 'fine',
      detail: `${clientVersion}, its engine ${serverVersion}, buildx ${buildxVersion}`,
    },
    {
      what: 'builder',
      state: 'fine',
      detail: canWrite
        ? `driver ${driver}, which can write every kind of cache`
        : 'driver docker: layers stay in the engine, and no other cache than inline can be written (docker buildx create --use --driver docker-container gives one that can)',
    },
  ];
}
