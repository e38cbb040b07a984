"""What `make bench` measures, on real processes over HTTP. Goals: the design; figures: docs/benchmarks.md."""
