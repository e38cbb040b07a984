"""Faults of the distributed runtime: processes killed, the broker stopped and wiped, crashes at the worst moment."""
