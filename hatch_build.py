"""Puts `resources/` into the wheel as `paymentdesk/resources`, with the translations compiled.

Qt reads .qm files, which are built from the .ts files beside them and never committed. An editable install
runs from the source tree, so there they are compiled where they are.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
RESOURCES = ROOT / "resources"


def lrelease() -> Path:
    """Qt's translation compiler as PySide6 ships it (the console script beside it may not be on PATH)."""
    import PySide6

    folder = Path(PySide6.__file__).parent
    for name in ("lrelease", "lrelease.exe"):
        for place in (folder, folder / "Qt" / "libexec"):
            if (place / name).is_file():
                return place / name
    raise FileNotFoundError(f"PySide6 in {folder} has no lrelease")


def compile_translations(target: Path) -> list[Path]:
    """Compile each resources/translations/*.ts into `target`; one that is already newer is left alone."""
    compiled = []
    for source in sorted((RESOURCES / "translations").glob("*.ts")):
        result = target / f"{source.stem}.qm"
        if not result.exists() or result.stat().st_mtime <= source.stat().st_mtime:
            subprocess.run([lrelease(), "-silent", source, "-qm", result], check=True)
        compiled.append(result)
    return compiled


class ResourcesHook(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            compile_translations(RESOURCES / "translations")
            return
        self.built = tempfile.TemporaryDirectory()
        included = build_data["force_include"]
        for file in sorted(RESOURCES.rglob("*")):
            if file.is_file() and file.suffix not in {".ts", ".qm"}:
                included[str(file)] = f"paymentdesk/resources/{file.relative_to(RESOURCES).as_posix()}"
        for file in compile_translations(Path(self.built.name)):
            included[str(file)] = f"paymentdesk/resources/translations/{file.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version != "editable":
            self.built.cleanup()
