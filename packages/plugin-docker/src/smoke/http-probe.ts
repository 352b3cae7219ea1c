import type { Exec } from '@sluice/core';
import { lastWords } from '../engine/last-words.ts';

/** What is asked for, and what is expected: a status, else any from 200 to 399. */
export interface HttpRequest {
  readonly path: string;
  readonly port: number;
  readonly status?: number | undefined;
}

/** What a probe came to this time; `reason` when it can never be answered. */
export type ProbeAnswer = { readonly isReady: boolean; readonly words: string } | { readonly reason: string };

const ASK_MS = 10_000;

const PYTHON =
  'import http.client,sys; c=http.client.HTTPConnection("127.0.0.1",int(sys.argv[1]),timeout=5); c.request("GET",sys.argv[2]); print(c.getresponse().status)';
const NODE =
  'fetch(`http://127.0.0.1:${process.argv[1]}${process.argv[2]}`,{redirect:"manual"}).then((r)=>console.log(r.status),(e)=>{console.error(String(e.cause??e));process.exit(1)})';

/** Programs that can ask, as images have them; the first that is there is taken. */
function clients(port: string, path: string): readonly (readonly string[])[] {
  const url = `http://127.0.0.1:${port}${path}`;
  return [
    ['python3', '-c', PYTHON, port, path],
    ['python', '-c', PYTHON, port, path],
    ['curl', '-s', '-o', '/dev/null', '-m', '5', '-w', '%{http_code}', url],
    ['wget', '-q', '-O', '/dev/null', url],
    ['busybox', 'wget', '-q', '-O', '/dev/null', url],
    ['node', '-e', NODE, port, path],
  ];
}

/**
 * Asks from inside of the container, where its network has no way in: with whatever client the image has. The client
 * found is kept for the next time.
 */
export function insideProbe(exec: Exec, container: string, request: HttpRequest): () => Promise<ProbeAnswer> {
  let candidates = clients(String(request.port), request.path);
  return async () => {
    for (const client of candidates) {
      const asked = await exec('docker', ['exec', '--', container, ...client], { timeoutMs: ASK_MS });
      // 126 and 127: there is no such program in the image. From 128 on it crashed, as a static wget without nsswitch.conf.
      if (asked.exitCode !== null && asked.exitCode >= 126) continue;
      candidates = [client];
      const [, status] =
        /^(\d{3})\s*$/u.exec(asked.stdout) ?? /HTTP\/1\.[01] (\d{3})/u.exec(asked.stderr) ?? [];
      const isWget = client.includes('wget');
      if (asked.exitCode === 0 && isWget) return judge(request, 200);
      if (status !== undefined && status !== '000') return judge(request, Number(status));
      return { isReady: false, words: lastWords(asked.stderr, 1) || `no answer at port ${request.port}` };
    }
    return {
      reason:
        "nothing in the image can ask by HTTP (python3, curl, wget, node): give it a HEALTHCHECK, or let the option smoke.network name a network with a way in ('bridge')",
    };
  };
}

/** Asks at an address that the engine publishes. */
export function publishedProbe(
  address: string,
  request: HttpRequest,
  signal: AbortSignal,
): () => Promise<ProbeAnswer> {
  return async () => {
    try {
      const answer = await fetch(`http://${address}${request.path}`, {
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(ASK_MS)]),
      });
      await answer.body?.cancel();
      return judge(request, answer.status);
    } catch (error) {
      const { cause } = error as Error;
      return { isReady: false, words: lastWords(String(cause instanceof Error ? cause.message : error), 1) };
    }
  };
}

function judge({ status, path, port }: HttpRequest, seen: number): ProbeAnswer {
  const isReady = status === undefined ? seen >= 200 && seen < 400 : seen === status;
  return { isReady, words: `${path} at port ${port} answered ${seen}` };
}
