"""The drawings of the portal: engravings that a script draws, the same bytes on every run.

``python -m tools.drawings`` writes them to ``images/``; with ``--check`` it only compares.
"""
