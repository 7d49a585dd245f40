"""All tests share one cache of fitted knowledge of their own, so that none touches the user's."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from hypothesis import settings

# How long an example takes says more of what else the machine does; tests of speed measure against each other.
settings.register_profile("plan-align", deadline=None)
settings.load_profile("plan-align")
os.environ.setdefault("PLAN_ALIGN_CACHE", str(Path(tempfile.gettempdir()) / "plan-align-tests"))
