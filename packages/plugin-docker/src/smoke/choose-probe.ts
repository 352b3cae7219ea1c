import type { CheckContext } from '@sluice/core';
import type { ImageSpec } from '../images/image-spec.ts';
import { lastWords } from '../engine/last-words.ts';
import { insideProbe, publishedProbe, type ProbeAnswer } from './http-probe.ts';

export interface ProbeChoice {
  readonly container: string;
  readonly network: string;
  readonly probe: ImageSpec['probe'];
  readonly env: Readonly<Record<string, string | undefined>>;
}

const ASK_MS = 30_000;

/** How a container is asked whether it works; undefined when nothing was said, and its own health counts. */
export async function chooseProbe(
  { exec, signal }: Pick<CheckContext, 'exec' | 'signal'>,
  { container, network, probe, env }: ProbeChoice,
): Promise<(() => Promise<ProbeAnswer>) | undefined> {
  if (probe === undefined) return undefined;
  if ('command' in probe) {
    return async () => {
      const asked = await exec('docker', ['exec', '--', container, ...probe.command], { timeoutMs: ASK_MS });
      const said = lastWords([asked.stdout, asked.stderr].join('\n'), 1);
      const words = `the probe ended with ${asked.exitCode ?? asked.signal}${said === '' ? '' : `: ${said}`}`;
      return { isReady: asked.exitCode === 0, words };
    };
  }
  const { http } = probe;
  // What an engine elsewhere publishes is published there.
  const isHere = env['DOCKER_HOST'] === undefined || env['DOCKER_HOST'].startsWith('unix:');
  if (network === 'host' && isHere) return publishedProbe(`127.0.0.1:${http.port}`, http, signal);
  if (network === 'none' || !isHere) return insideProbe(exec, container, http);
  const { exitCode, stdout } = await exec('docker', ['container', 'port', container, `${http.port}/tcp`]);
  const [, address] = /^(127\.0\.0\.1:\d{1,5})$/mu.exec(stdout) ?? [];
  return exitCode === 0 && address !== undefined
    ? publishedProbe(address, http, signal)
    : insideProbe(exec, container, http);
}
