"""`make bench`: every benchmark, one after the other, each in a process of its own."""

import subprocess
import sys

BENCHMARKS = {
    "sync": "A full sync of 100,000 payments, beside the floor",
    "window": "The window over a million payments while a full sync runs",
    "hints": "From a webhook to a row, over a million payments",
    "lists": "Lists over a million payments",
    "activity": "Activity over a million rows",
}

for name, what in BENCHMARKS.items():
    print(what, flush=True)
    subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=True)
