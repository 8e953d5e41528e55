"""The extensions of the portal, one folder for each concern ("room")."""
