/** Module name of the plugin, as it lies in an environment's site-packages. */
export const RECORD_MODULE = 'sluice_pytest_record';

/**
 * A pytest plugin that writes down what was collected and what ran. JUnit alone cannot tell a whole run from one that
 * `pytest.exit(returncode=0)` cut short, and it does not know pytest's root folder. Loaded only by `-p`.
 */
export const RECORD_PLUGIN = `"""Written by Sluice. Says what pytest collected and ran, so that half a run is not taken for a whole one."""
import json
import platform

import pytest


def pytest_addoption(parser):
    parser.addoption("--sluice-record", metavar="FILE", default=None, help="where Sluice reads what was collected")


def pytest_configure(config):
    path = config.getoption("--sluice-record")
    if path and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Record(config, path), "sluice-record")


class Record:
    def __init__(self, config, path):
        self.config = config
        self.path = path
        self.collected = set()
        self.ran = set()
        self.workers = 0

    def pytest_collection_finish(self, session):
        self.collected.update(item.nodeid for item in session.items)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, node, ids):
        self.workers += 1
        self.collected.update(ids)

    def pytest_runtest_logreport(self, report):
        self.ran.add(report.nodeid)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session, exitstatus):
        # Asked of the session, as a hook before this one may have changed it.
        exitstatus = getattr(session, "exitstatus", exitstatus)
        record = {
            "pytest": pytest.__version__,
            "python": platform.python_version(),
            "rootDir": str(getattr(self.config, "rootpath", None) or self.config.rootdir),
            "configFile": str(getattr(self.config, "inipath", None) or ""),
            "collected": len(self.collected),
            "ran": len(self.ran & self.collected),
            "workers": self.workers,
            "exitStatus": int(exitstatus),
        }
        with open(self.path, "w", encoding="utf-8") as file:
            json.dump(record, file)
`;
