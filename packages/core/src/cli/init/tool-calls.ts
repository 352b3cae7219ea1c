/** How scripts call each tool, in a line without quotes. */
export const TOOL_CALLS = {
  black: /(?:^|[\s/])black(?=[\s@]|$)/u,
  isort: /(?:^|[\s/])isort(?=[\s@]|$)/u,
  mypy: /(?:^|[\s/])mypy(?=[\s@]|$)/u,
  ruff: /(?:^|[\s/])ruff(?:-action\S*|\s+check)?(?!\S)(?!\s+(?:format|clean|version|--version)\b)/u,
  ruffFormat: /(?:^|[\s/])ruff\s+format(?!\S)/u,
  pytest: /(?:^|[\s/])(?:pytest|py\.test)(?!\S)/u,
  unittest: /\bunittest\b|(?:^|[\s/])(?:stestr|nose2?|nosetests)(?!\S)/u,
} as const;
