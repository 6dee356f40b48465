"""Puts the content (frameworks, the Mali example) into the wheel, beside the package that reads it."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithContent(build_py):
    """Copies ``content/`` to ``jatigi/_content`` in the build tree; a checkout reads it where it lies."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            target = Path(self.build_lib) / "jatigi/_content"
            shutil.copytree(Path(__file__).parent / "content", target, dirs_exist_ok=True)


setup(cmdclass={"build_py": BuildWithContent})
