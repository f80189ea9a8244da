"""``python -m site_builder`` is the command ``stories``."""

import atexit
import gc


def run() -> None:
    """Run the command in a process of its own, which ends before it has garbage worth looking for."""
    gc.disable()
    atexit.register(gc.freeze)  # or all that was read would be looked through once more at the very end
    from site_builder.adapters.commandline import main  # noqa: PLC0415 - nothing is read before

    main()


if __name__ == "__main__":
    run()
