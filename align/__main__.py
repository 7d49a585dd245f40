"""``python -m align`` is the command ``plan-align``."""

from align.cli import main

main()
