import shutil
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PROJECT = TESTS.parent
EXAMPLES = TESTS / "examples"
REAL_DATA = PROJECT.parent / "shared" / "data"


@pytest.fixture
def territory(tmp_path: Path) -> Path:
    """A small sound territory in a folder of its own, to be changed at will."""
    root = tmp_path / "territory"
    shutil.copytree(EXAMPLES / "base", root)
    return root


@pytest.fixture
def real_data() -> Path:
    """Real data kept beside the project; the test is skipped where there is none."""
    if not REAL_DATA.is_dir():
        pytest.skip(f"no real data at {REAL_DATA.relative_to(PROJECT.parent)}")
    return REAL_DATA
