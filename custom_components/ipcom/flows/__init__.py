"""The dialogs of the config flow, their schemas and checks."""
