"""Start it: ``python -m tests.gbif.standin --port 8001``."""

from tests.gbif.standin.server import main

main()
