"""All tests share one cache of fitted knowledge of their own, so that none touches the user's."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ.setdefault("PLAN_ALIGN_CACHE", str(Path(tempfile.gettempdir()) / "plan-align-tests"))
