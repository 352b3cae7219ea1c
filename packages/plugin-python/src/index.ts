export const plannedChecks = ['ruff', 'black', 'isort', 'mypy', 'pytest'] as const;
