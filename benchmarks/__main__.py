"""python -m benchmarks [--runtime embedded|distributed] [--seconds 20] [--only first_visit]"""

import argparse
import shutil
import tempfile
from pathlib import Path

from benchmarks.measures import MEASURES
from benchmarks.shop import open_shop
from tests.installation import RUNTIMES, Installation


def main() -> None:
    """Measure each runtime in turn and print a table."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--runtime", choices=RUNTIMES, action="append")
    parser.add_argument("--only", choices=[each.__name__ for each in MEASURES], action="append")
    parser.add_argument("--seconds", type=float, default=20.0, help="how long orders are typed")
    arguments = parser.parse_args()
    for runtime in arguments.runtime or RUNTIMES:
        folder = Path(tempfile.mkdtemp(prefix="zhanggui-bench-"))
        company = Installation(runtime, folder / "data")
        try:
            print(f"\n{runtime} runtime", flush=True)
            ready = company.start()
            report("from start to ready", f"{ready:.1f} s (first start, with migrations)")
            shop = open_shop(company)
            for measure in MEASURES:
                if arguments.only and measure.__name__ not in arguments.only:
                    continue
                for title, figure in measure(shop, arguments.seconds):
                    report(title, figure)
        finally:
            company.stop()
            shutil.rmtree(folder, ignore_errors=True)


def report(title: str, figure: str) -> None:
    print(f"  {title:<62} {figure}", flush=True)


if __name__ == "__main__":
    main()
