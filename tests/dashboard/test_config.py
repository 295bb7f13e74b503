"""The options Streamlit really runs with: any drift from the secure defaults fails here."""

import json
import os
import subprocess
import sys

from tests.conftest import PROJECT

EXPECTED = {
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "server.headless": True,
    "server.enableXsrfProtection": True,
    "server.enableCORS": True,
    "server.enableStaticServing": False,
    "server.enableAgentApi": False,
    "server.maxUploadSize": 20,
    "server.maxMessageSize": 50,
    "server.fileWatcherType": "none",
    "server.runOnSave": False,
    "server.disconnectedSessionTTL": 60,
    "server.trustedUserHeaders": {},
    "browser.gatherUsageStats": False,
    "runner.postScriptGC": False,
    "global.developmentMode": False,
}
PROBE = """
import json, sys
from streamlit import config
print(json.dumps({name: config.get_option(name) for name in json.loads(sys.argv[1])}))
"""


def test_the_effective_options_are_the_secure_ones():
    env = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
    out = subprocess.run(
        [sys.executable, "-c", PROBE, json.dumps(list(EXPECTED))],
        cwd=PROJECT,
        env=env,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert json.loads(out.splitlines()[-1]) == EXPECTED


def test_no_folder_of_pages_that_streamlit_would_open_by_itself():
    assert not (PROJECT / "dashboard" / "pages").exists()
