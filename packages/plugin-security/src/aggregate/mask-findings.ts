import type { Finding, Location, Redactor } from '@sluice/core';

/**
 * Masks every secret that the reports held in all texts of the findings that are anybody's words. Kinds, severities and
 * rules are not: a password may be an ordinary word, and a document must keep its shape.
 */
export function maskFindings(findings: readonly Finding[], redactor: Redactor): readonly Finding[] {
  if (!redactor.hasSecrets) return findings;
  const place = (location: Location): Location => ({ ...location, path: redactor.text(location.path) });
  return findings.map((finding) => {
    const { message, location, locations, region, helpUrl, suppression } = finding;
    return {
      ...finding,
      message: redactor.text(message),
      ...(location === undefined ? {} : { location: place(location) }),
      ...(locations === undefined ? {} : { locations: locations.map(place) }),
      ...(region === undefined ? {} : { region: redactor.text(region) }),
      ...(helpUrl === undefined ? {} : { helpUrl: redactor.text(helpUrl) }),
      ...(suppression === undefined
        ? {}
        : { suppression: { ...suppression, reason: redactor.text(suppression.reason) } }),
    };
  });
}
