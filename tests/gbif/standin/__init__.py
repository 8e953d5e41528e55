"""A stand-in for GBIF's public API, for tests and for `make serve-demo`.

It answers the addresses that the portal uses, in their documented shapes, from a collection of
50,000 specimens that a seed invents: names of species, people, places and data sets exist nowhere.
Nothing of it belongs on the published site.

Where GBIF is kinder than its documentation, this is strict, so that a script that asks for too much
is found: a `limit` above the documented one is refused.

- `words`, `taxa`, `specimens`, `strange`, `others`: the collection
- `index`: filters and facets, over any of it
- `answers`: what each address answers
- `drawings`: pictures and map tiles
- `failures`: going wrong on command
- `server`: all of it on a port of this computer; `python -m tests.gbif.standin --port 8001`
- `fixtures`: the fixture `gbif`
"""
