const MASK = '***';

/**
 * What the tokens of well-known issuers look like. For text that no scanner vouches for: a file may be named after a
 * token, and a title may quote one.
 */
const SHAPES = new RegExp(
  [
    String.raw`gh[pousr]_[A-Za-z0-9]{16,255}`,
    String.raw`github_pat_[A-Za-z0-9_]{16,255}`,
    String.raw`gl(?:pat|dt|rt|ptt|soat|cbt)-[\w-]{16,255}`,
    String.raw`(?:AKIA|ASIA|ABIA|ACCA|A3T[A-Z0-9])[A-Z0-9]{16}`,
    String.raw`xox[a-z]-[\w-]{10,255}`,
    String.raw`xapp-\d-[\w-]{10,255}`,
    String.raw`[rs]k_(?:live|test|prod)_\w{10,255}`,
    String.raw`npm_[A-Za-z0-9]{30,255}`,
    String.raw`pypi-[\w-]{40,255}`,
    String.raw`AIza[\w-]{30,255}`,
    String.raw`sk-(?:ant|proj|svcacct)-[\w-]{16,255}`,
    String.raw`hf_[A-Za-z0-9]{30,255}`,
    String.raw`do[op]_v1_[a-f0-9]{32,255}`,
    String.raw`SG\.[\w-]{16,64}\.[\w-]{16,255}`,
    String.raw`eyJ[\w-]{10,2000}\.eyJ[\w-]{10,2000}\.[\w-]{10,2000}`,
    String.raw`-----BEGIN[A-Z ]{0,40}PRIVATE KEY-----[^-]{0,8000}(?:-----END[A-Z ]{0,40}PRIVATE KEY-----)?`,
    String.raw`(?<=:\/\/[^\s/:@]{0,200}:)[^\s/@]{1,200}(?=@)`,
  ].join('|'),
  'gu',
);

/** Masks everything that has the shape of a token, a private key or a password in an address. */
export function maskTokens(text: string): string {
  return text.replace(SHAPES, MASK);
}
