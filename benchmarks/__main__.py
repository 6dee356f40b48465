"""``make bench``: every benchmark of this folder, or those named: ``python -m benchmarks scoring releases``.

Each module has ``run()``, which prints a line for each step: the median, the floor measured in the same run, their
ratio.
"""

import importlib
import os
import pkgutil
import sys
from pathlib import Path


def names() -> list[str]:
    """The benchmarks there are, in the order of the flow."""
    order = ["frameworks", "scoring", "releases", "pages"]
    found = {module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)]) if module.name != "__main__"}
    return [name for name in order if name in found] + sorted(found - set(order))


def main(wanted: list[str]) -> None:
    """Run the benchmarks asked for, all by default."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jatigi.config.settings")
    import django

    django.setup()
    for name in wanted or names():
        print(f"\n{name}")
        importlib.import_module(f"benchmarks.{name}").run()


if __name__ == "__main__":
    main(sys.argv[1:])
