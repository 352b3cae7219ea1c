/**
 * The schema, step by step: the database's `user_version` says how many of them it has had. A step that was released is
 * never changed; what is wrong with it is mended by a further one.
 *
 * A run is stored as its source tells it, and what its jobs add is worked out when it is read: jobs come later than their
 * run, and one order of the two must not give other figures than the other. Jobs are documents, for they are only ever
 * read together with their attempt.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE run (
    id TEXT NOT NULL, attempt INTEGER NOT NULL,
    workflow TEXT NOT NULL, name TEXT NOT NULL, path TEXT, event TEXT, branch TEXT, sha TEXT, title TEXT, url TEXT,
    class TEXT NOT NULL, conclusion TEXT,
    created INTEGER NOT NULL, started INTEGER NOT NULL, ended INTEGER,
    PRIMARY KEY (id, attempt)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX run_created ON run (created);
  CREATE TABLE job (
    run TEXT NOT NULL, attempt INTEGER NOT NULL, id TEXT NOT NULL, document TEXT NOT NULL,
    PRIMARY KEY (run, attempt, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE fact (name TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE etag (
    url TEXT PRIMARY KEY, etag TEXT NOT NULL, document TEXT NOT NULL, used INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
];
