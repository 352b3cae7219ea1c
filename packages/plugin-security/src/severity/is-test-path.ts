/** True for a path that belongs to tests: a folder of tests or fixtures, `conftest.py`, `test_x.py`, `x_test.py`. */
export function isTestPath(path: string): boolean {
  return /(?:^|\/)(?:tests?|testing|fixtures|testdata)\/|(?:^|\/)(?:conftest\.py|test_[^/]*\.py|[^/]*_test\.py)$/u.test(
    path,
  );
}
