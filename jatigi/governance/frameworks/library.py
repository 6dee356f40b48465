"""Framework files in a folder: ``<id>/<version>.yaml``, concordances and crosswalks beside them."""

import re
from pathlib import Path

from jatigi.foundation.files import yaml
from jatigi.foundation.files.problems import DocumentError
from jatigi.foundation.files.problems import phrase as _
from jatigi.governance.frameworks import rules, schema, structure


class Library:
    """Reads frameworks with their bases, each once.

    >>> Library(Path("content/frameworks")).framework("jatigi-national@1.0")  # doctest: +SKIP
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[str, structure.Framework] = {}
        self._open: list[str] = []

    def framework(self, key: str) -> structure.Framework | None:
        """The framework ``id@version`` of this folder, checked with its chain; None when there is no such file.

        Raises:
            DocumentError: when the file, or a base of it, is not sound.
            Cycle: when it extends itself through others.
        """
        if key in self._known:
            return self._known[key]
        if not re.match(schema.KEY, key):
            return None
        name, __, version = key.partition("@")
        path = self.folder / name / f"{version}.yaml"
        return self.read(path) if path.is_file() else None

    def read(self, path: Path) -> structure.Framework:
        """Check a file that may extend frameworks of this folder. Raises as :meth:`framework`."""
        document = yaml.read(path)
        key = f"{document.data.get('framework')}@{document.data.get('version')}"
        if key in self._open:
            raise rules.Cycle([*self._open[self._open.index(key) :], key])
        self._open.append(key)
        try:
            framework = rules.check(document, self.framework)
        finally:
            self._open.pop()
        if path.parent.parent == self.folder and (path.parent.name, path.stem) != (framework.id, framework.version):
            found = _("%(key)s in the file of %(folder)s@%(name)s", key=key, folder=path.parent.name, name=path.stem)
            raise DocumentError([document.problem(("framework",), found, _("<framework>/<version>.yaml"))])
        self._known[framework.key] = framework
        return framework
