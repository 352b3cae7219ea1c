"""`python -m sluice`."""

import sys

from sluice import main

sys.exit(main())
