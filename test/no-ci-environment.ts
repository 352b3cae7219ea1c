/**
 * Runs before every test file. Where the tests themselves run is no input of theirs: on a machine of a CI system `CI` and
 * the variables of its event would choose another base for every run that a test begins in its own process.
 */
for (const name of Object.keys(process.env)) {
  if (/^(?:CI$|GITHUB_|RUNNER_|SLUICE_)/u.test(name)) delete process.env[name];
}
