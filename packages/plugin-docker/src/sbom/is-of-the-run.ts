/** Whether Trivy says by it under which tag this run had the image: another run has another. */
export function isOfTheRun(name: string): boolean {
  return /^(?:aquasecurity:trivy:)?(?:RepoTag|Reference)$/u.test(name);
}
