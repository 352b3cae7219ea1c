/** The help of `sluice security aggregate`. */
export const AGGREGATE_HELP = `sluice security aggregate: one verdict over reports that exist already

  sluice security aggregate --bandit FILE --pip-audit FILE --gitleaks FILE --trivy FILE --sarif FILE

Runs no tool and needs no config; one that is there gives its options of security() and its waivers. Every report
given counts as required: one that is missing, partial or unreadable blocks.

  --bandit FILE      JSON of Bandit             --trivy FILE     JSON of Trivy
  --pip-audit FILE   JSON of pip-audit          --sarif FILE     SARIF 2.1.0 of any tool
  --gitleaks FILE    JSON of gitleaks           --openvex FILE   what is known not to be affected
                     each can be given again
  --max-high N       how many findings of high or critical pass (15): code, dependencies, configuration
  --licences         count licences among them
  --json             { findings, counts, scans, verdict, objections } and nothing else
  --cwd DIR          the folder of the config, and of relative paths

Exit code 0 pass or warn, 1 block, 2 usage.
`;
