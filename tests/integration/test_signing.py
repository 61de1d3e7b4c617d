"""A manifest is signed and checked as docs/editions.md says, with OpenSSH alone."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.integration
ROOT = Path(__file__).parents[2]
KEYGEN = shutil.which("ssh-keygen")


@pytest.mark.skipif(KEYGEN is None, reason="ssh-keygen is not there")
def test_a_manifest_is_signed_and_a_changed_one_is_noticed(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    shutil.copy(ROOT / "releases" / "2026.1" / "manifest.json", manifest)
    key = tmp_path / "key"

    def run(*arguments: str, given: bytes = b"") -> int:
        return subprocess.run([str(KEYGEN), *arguments], input=given, capture_output=True, check=False).returncode

    assert run("-q", "-t", "ed25519", "-N", "", "-f", str(key)) == 0
    assert run("-Y", "sign", "-f", str(key), "-n", "sdg-standard", str(manifest)) == 0
    signature = tmp_path / "manifest.json.sig"
    allowed = tmp_path / "allowed_signers"
    allowed.write_text(f"editor@example.org {key.with_suffix('.pub').read_text()}")
    check = ["-Y", "verify", "-f", str(allowed), "-I", "editor@example.org", "-n", "sdg-standard", "-s", str(signature)]
    assert run(*check, given=manifest.read_bytes()) == 0
    assert run(*check, given=manifest.read_bytes().replace(b"2026.1", b"2026.2")) != 0
