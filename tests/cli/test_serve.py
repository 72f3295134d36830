"""`serve`, as a person runs it: a process with a page and an API, ended with Ctrl-C."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import urllib.request
from pathlib import Path

from command import DATELINE


def test_serve_takes_a_free_port_answers_and_ends_cleanly(made: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [*DATELINE, "serve", str(made), "--port", str(port)]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert server.stdout
        assert server.stderr
        try:
            notice, address = server.stderr.readline(), server.stderr.readline()
            assert re.fullmatch(rf"port {port} is in use: taking \d+\n", notice)
            found = re.fullmatch(rf"{re.escape(str(made))} is at (http://127\.0\.0\.1:(\d+)/) until Ctrl-C\n", address)
            assert found
            assert found[2] in notice
            with urllib.request.urlopen(found[1], timeout=20) as page:
                assert page.headers.get_content_type() == "text/html"
            with urllib.request.urlopen(f"{found[1]}api/v1/overview", timeout=20) as reply:
                assert json.load(reply)["reports"] == 4
            server.send_signal(signal.SIGINT)
            assert server.wait(20) == 0
            assert server.stderr.read() == "stopped\n"
            assert server.stdout.read() == ""
        finally:
            server.kill()
            server.wait()
            server.stdout.close()
            server.stderr.close()
