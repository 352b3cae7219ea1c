import { oneLine, z, type Redactor } from '@sluice/core';
import { FAULT_TEXTS } from './fault-texts.ts';
import type { FaultKind, GithubFault } from './github-fault.ts';

/** Only this is read of what Octokit throws: its classes may come from another copy. */
const thrownSchema = z.object({
  name: z.string().catch(''),
  message: z.string().catch(''),
  status: z.number().optional().catch(undefined),
  cause: z
    .object({ name: z.string().catch(''), message: z.string().catch(''), code: z.string().catch('') })
    .optional()
    .catch(undefined),
  response: z
    .object({
      headers: z.record(z.string(), z.unknown()).catch({}),
      data: z
        .object({ message: z.string().catch('') })
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
});

type Thrown = z.output<typeof thrownSchema>;

const MOST_WORDS = 300;

/** A fault of a kind, with words of whoever said more. */
export function faultOf(kind: FaultKind, words = ''): GithubFault {
  const { code, message, hint } = FAULT_TEXTS[kind];
  const said = oneLine(words).slice(0, MOST_WORDS);
  return { kind, code, message: said === '' ? `${message}.` : `${message}: ${said}`, hint };
}

/** What a request threw, as a fault. Takes the token, and what else is secret, out of every word. */
export function faultOfThrown(thrown: unknown, redactor: Redactor, isCancelled: boolean): GithubFault {
  const error = thrownSchema.safeParse(thrown).data ?? { name: '', message: '' };
  if (isCancelled) return faultOf('cancelled');
  const { response } = error;
  if (response === undefined) {
    const { cause } = error;
    const isLate =
      [error.name, cause?.name].includes('TimeoutError') || /timeout/iu.test(cause?.code ?? error.message);
    const words = [cause?.code ?? '', cause?.message ?? error.message]
      .filter((word) => word !== '')
      .join(': ');
    return faultOf(isLate ? 'timeout' : 'network', redactor.text(words));
  }
  const status = error.status ?? 0;
  const retryAfterMs = retryAfter(response.headers);
  return {
    ...faultOf(kindOf(error, status), redactor.text(`${status} ${response.data?.message ?? ''}`.trim())),
    status,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

const BY_STATUS: Readonly<Record<number, FaultKind>> = {
  401: 'bad-token',
  403: 'permission',
  404: 'not-found',
  409: 'conflict',
  410: 'gone',
  422: 'invalid',
  429: 'secondary-limit',
};

/** Three refusals share 403, and two of them 429: the limits are told by a header and by GitHub's words. */
function kindOf(error: Thrown, status: number): FaultKind {
  if (status === 403 || status === 429) {
    const { headers = {}, data } = error.response ?? {};
    if (/\bsecondary rate\b/iu.test(data?.message ?? '')) return 'secondary-limit';
    if (headers['x-ratelimit-remaining'] === '0') return 'rate-limit';
  }
  return BY_STATUS[status] ?? (status >= 400 && status < 500 ? 'invalid' : 'server');
}

function retryAfter(headers: Readonly<Record<string, unknown>>): number | undefined {
  const seconds = Number(headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}
