"""Every reach into the internals of Sphinx and MyST: one file for each thing it does.

`docs/developing.md` lists them, with the test that fails when Sphinx changes one.
"""
