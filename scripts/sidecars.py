"""Sidecars: the corrections a maintainer writes in ``NAME.txt.yml``, read into a typed value or refused in one line."""
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from scripts.disk import SidecarError
from scripts.model import Sidecar
from scripts.yaml_files import VocabularyError, typed_bytes

# an id becomes an address and the name of a file: nothing else may stand in it
_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
_FORMER_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,99}(@[a-z0-9-]{1,99})?")
_DATE: Final = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def parse_sidecar(name: str, data: bytes) -> Sidecar:
    """A sidecar's YAML as a ``Sidecar``.

    Raises:
        SidecarError: not UTF-8, not YAML, an unknown key or a value that cannot be.
    """
    if not data:
        return Sidecar()
    try:
        sidecar = typed_bytes(name, data, Sidecar)
    except VocabularyError as error:
        raise SidecarError("SIDECAR", str(error)) from error
    for fault in _sidecar_faults(sidecar):
        raise SidecarError("SIDECAR", f"{name}：{fault}")
    return sidecar


def _sidecar_faults(sidecar: Sidecar) -> Iterator[str]:
    """What the types of a sidecar cannot say; ids become names of files, so nothing else may stand in them."""
    if sidecar.id and not _ID.fullmatch(sidecar.id):
        yield f"id：“{sidecar.id}”应只用小写字母、数字和连字符，不超过 100 字"
    for former in sidecar.former_ids:
        if not _FORMER_ID.fullmatch(former):
            yield f"former_ids：“{former}”应为用过的编号，只有小写字母、数字和连字符"
    if sidecar.date and not _DATE.fullmatch(sidecar.date):
        yield f"date：“{sidecar.date}”应为 YYYY-MM-DD，如 2023-02-10"
    if sidecar.year is not None and not 1900 <= sidecar.year <= 2999:
        yield f"year：{sidecar.year} 应为四位年份"
    for key in ("title", "issuer", "number", "period", "regulation"):
        if "\n" in (getattr(sidecar, key) or ""):
            yield f"{key}：应写在一行里"
