/** The help of `sluice health`. */
export const HEALTH_HELP = `sluice health: how well CI did in the last 7 days

  sluice health [--runs FILE] [--branch B] [--out DIR] [--json]

Reads the runs that GitHub's API lists, from a file; else those in .sluice/health/health.db; else what Sluice recorded
here. Asks no network without --collect.

  --runs FILE     a page, a list of pages, or JSONL of runs; pages of jobs may be among them
                  gh api --paginate repos/OWNER/REPO/actions/runs > runs.json
  --collect       reads from GitHub what the database does not have yet; GITHUB_TOKEN, GITHUB_REPOSITORY
  --publish       with --collect: keeps the ci-health issue and commits the report, as the options say
  --import FILE   puts the runs of FILE into the database first: what --runs takes, of any length as JSONL
  --export FILE   writes the database's runs as JSONL, which --runs and --import read
  --branch B      only the runs of this branch
  --at DATE       the end of the 7 days: 2026-11-29, or a moment with its zone
                  default: the newest run of FILE; now for what goes on
  --out DIR       write the report here: index.html, README.md, health.json, badge.json, history.jsonl
  --json          { window, status, figures, trend, workflows } and nothing else
  --cwd DIR       the folder of the config, and of relative paths

Exit code 0 when it could answer, whatever the answer; 2 for usage, for a file that cannot be
read, and when GitHub refused what --collect or --publish asked.
`;
