"""``python -m site_builder`` is the command ``stories``."""

from site_builder.adapters.commandline import main

if __name__ == "__main__":
    main()
