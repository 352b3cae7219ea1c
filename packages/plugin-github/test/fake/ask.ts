import type { GithubFake } from './github-fake.ts';

export interface Asked {
  readonly status: number;
  readonly body: any;
  readonly headers: Headers;
}

interface AskOptions {
  readonly body?: unknown;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request by Node's own fetch: `ask(fake, 'GET pulls/1')` is of the repository, `'GET /user'` of the root. */
export async function ask(fake: GithubFake, route: string, options: AskOptions = {}): Promise<Asked> {
  const [method = '', path = ''] = route.split(' ');
  const { owner, name } = fake.state.repository;
  const root = path.startsWith('/') ? '' : `/repos/${owner}/${name}${path === '' ? '' : '/'}`;
  const token = options.token ?? fake.env['GITHUB_TOKEN'] ?? '';
  const response = await fetch(`${fake.url}${root}${path}`, {
    method,
    redirect: 'manual',
    headers: { ...(token === '' ? {} : { authorization: `token ${token}` }), ...options.headers },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  return { status: response.status, body: parsed(text), headers: response.headers };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
