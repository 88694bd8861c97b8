"""`make bench`: every benchmark, one after the other."""

from benchmarks import lists

print("Lists over a million payments")
lists.main(1_000_000)
