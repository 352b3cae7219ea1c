import { view } from './view.ts';

/** A user, or the bot of an app. */
export function userView(login: string): Record<string, unknown> {
  const id = [...login].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_000, 7);
  return view('simple-user', {
    login,
    id,
    type: login.endsWith('[bot]') ? 'Bot' : 'User',
    html_url: `https://github.com/${login.replace('[bot]', '')}`,
  });
}
