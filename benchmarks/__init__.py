"""What `make bench` measures, on real processes over HTTP. Goals: the design, quality.md; figures: docs/benchmarks.md."""
