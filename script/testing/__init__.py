"""The stages of script/test: what each runs, how long it may take, and what must be covered wholly."""
