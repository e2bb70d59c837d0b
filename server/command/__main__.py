"""``python -m server.command``: the command line without an installed script."""

import sys

from server.command import main

sys.exit(main())
