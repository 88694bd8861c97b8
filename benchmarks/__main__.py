"""`make bench`: every benchmark, one after the other."""

from benchmarks import activity, hints, lists

print("Lists over a million payments")
lists.main(1_000_000)
print("Activity over a million rows")
activity.main(1_000_000)
print("Webhooks over a million payments")
hints.main(1_000_000, 60)
