"""A framework as a file that can be taken in again without loss."""

from jatigi.foundation.files import yaml
from jatigi.foundation.files.problems import DocumentError, Problem
from jatigi.foundation.files.problems import phrase as _
from jatigi.governance.frameworks.excel import export_workbook
from jatigi.governance.frameworks.structure import Framework

MEDIA_TYPES = {
    "yaml": "application/yaml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def exported(framework: Framework, suffix: str) -> bytes:
    """The framework as the bytes of a ``.yaml`` or ``.xlsx`` file.

    Raises:
        DocumentError: for another suffix.
        ValueError: for a text that Excel cannot hold.
    """
    if suffix == ".xlsx":
        return export_workbook(framework)
    if suffix == ".yaml":
        return yaml.dump(framework.document).encode()
    raise DocumentError([Problem(suffix, 0, 0, (), _("an unknown kind of file"), ".yaml, .xlsx")])
