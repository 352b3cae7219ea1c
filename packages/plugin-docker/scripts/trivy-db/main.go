// Writes the database of vulnerabilities that the tests of docker/scan use, in the form of trivy-db's schema 2:
//
//	cd packages/plugin-docker/scripts/trivy-db && go run . | gzip -9n > ../../fixtures/trivy-db/trivy.db.gz
//
// Its advisories are invented but for their form; the packages are real names, for Trivy knows them by those.
package main

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"

	bolt "go.etcd.io/bbolt"
)

type object = map[string]any

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func main() {
	folder, err := os.MkdirTemp("", "trivy-db-")
	must(err)
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "trivy.db")
	db, err := bolt.Open(path, 0o600, &bolt.Options{PageSize: 4096, NoFreelistSync: true})
	must(err)
	must(db.Update(func(tx *bolt.Tx) error {
		put(tx, object{"ID": "ghsa", "Name": "Advisories of the tests", "URL": "https://example.org"}, "data-source", "pip::tests")
		advise(tx, "CVE-2026-90001", "HIGH", "Redirects leak a header", object{"VulnerableVersions": []string{"<1.24.2"}, "PatchedVersions": []string{"1.24.2"}}, "pip::tests", "urllib3")
		advise(tx, "CVE-2026-90002", "CRITICAL", "No release mends this one", object{"VulnerableVersions": []string{">=0"}}, "pip::tests", "urllib3")
		advise(tx, "CVE-2026-90003", "LOW", "A slow pattern", object{"VulnerableVersions": []string{"<2.0.0"}, "PatchedVersions": []string{"2.0.0"}}, "pip::tests", "urllib3")
		put(tx, object{"ID": "alpine", "Name": "Alpine Secdb", "URL": "https://example.org"}, "data-source", "alpine 3.10")
		advise(tx, "CVE-2026-90004", "HIGH", "An applet writes too far", object{"FixedVersion": "1.30.1-r5"}, "alpine 3.10", "busybox")
		return nil
	}))
	must(db.Close())
	file, err := os.Open(path)
	must(err)
	_, err = io.Copy(os.Stdout, file)
	must(err)
}

func advise(tx *bolt.Tx, id, severity, title string, advisory object, source, name string) {
	put(tx, advisory, source, name, id)
	put(tx, object{"Title": title, "Description": title + ".", "Severity": severity}, "vulnerability", id)
}

func put(tx *bolt.Tx, value any, path ...string) {
	bucket, err := tx.CreateBucketIfNotExists([]byte(path[0]))
	must(err)
	for _, name := range path[1 : len(path)-1] {
		bucket, err = bucket.CreateBucketIfNotExists([]byte(name))
		must(err)
	}
	text, err := json.Marshal(value)
	must(err)
	must(bucket.Put([]byte(path[len(path)-1]), text))
}
