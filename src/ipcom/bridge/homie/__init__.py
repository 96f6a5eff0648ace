"""The house by the Homie convention."""
