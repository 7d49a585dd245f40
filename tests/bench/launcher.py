"""Runs a command and tells what it took: ``python -I -S launcher.py REPORT COMMAND …``.

Only the standard library, and little of it: the memory of a process counts that of the one which started it until the
command takes its place, so that it must be started by a small one.
"""

import json
import os
import subprocess
import sys
import time

if __name__ == "__main__":
    _, report, *command = sys.argv
    begun = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = child.stderr.read() if child.stderr else b""
    _, status, usage = os.wait4(child.pid, 0)
    took = {
        "code": os.waitstatus_to_exitcode(status),
        "wall": time.perf_counter() - begun,
        "cpu": usage.ru_utime + usage.ru_stime,
        # Linux tells kilobytes, macOS bytes
        "megabytes": usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10),
        "said": said.decode("utf-8", "replace"),
    }
    with open(report, "w", encoding="utf-8") as file:
        json.dump(took, file)
