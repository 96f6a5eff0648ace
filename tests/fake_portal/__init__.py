"""A vendor's portal to try the import on, written from docs/protocol.md, "Site configuration in the cloud".

Nothing of the library is used here: what both sides understand wrong in the same way would show nowhere.
"""
