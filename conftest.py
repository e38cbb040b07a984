"""For every suite: the packages are found before the folders of the same name, and in CI nothing is left out."""

import os

import pytest
import structlog

import chassis  # noqa: F401 - the folders chassis/ and gateway/ hold packages of the same name
import gateway  # noqa: F401


@pytest.fixture(autouse=True)
def unconfigured_logs():
    """A test that runs the command line configures the logs of its process; the next one starts without that."""
    structlog.reset_defaults()


def pytest_terminal_summary(terminalreporter, config):
    """A skipped test is a failure in CI: what cannot run there proves nothing."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped and os.environ.get("CI"):
        terminalreporter.section("left out, which CI does not allow")
        for report in skipped:
            terminalreporter.line(f"{report.nodeid}: {report.longrepr[2] if report.longrepr else ''}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and os.environ.get("CI") and reporter.stats.get("skipped") and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
