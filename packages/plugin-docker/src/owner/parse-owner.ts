import type { Owner } from './owner.ts';

/** The names that the plugin gives: `sluice-<image>:<owner>` for a tag, `sluice-<image>-<owner>` for a container. */
const NAME =
  /^(?:docker\.io\/library\/)?sluice-[a-z0-9_-]{1,64}?[:-]run-([0-9a-f]{8})-([0-9a-z]{1,7})-([0-9a-z]{1,12})-([0-9a-z]{1,8})-([0-9a-f]{4})$/u;

/** Whose tag or container it is; undefined for a name that this plugin never gives, which is nobody's to remove. */
export function parseOwner(name: string): Owner | undefined {
  const [, machine, pid, ticks, since, nonce] = NAME.exec(name) ?? [];
  if (machine === undefined || pid === undefined || ticks === undefined) return undefined;
  if (since === undefined || nonce === undefined) return undefined;
  return {
    machine,
    pid: Number.parseInt(pid, 36),
    startedTicks: Number.parseInt(ticks, 36),
    sinceSeconds: Number.parseInt(since, 36),
    nonce,
  };
}
