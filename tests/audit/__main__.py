"""``python -m tests.audit``."""

from tests.audit.commandline import main

main(prog_name="check-site")
