"""What `--help` and the man pages say beside what the commands' own tree says: one place for both."""
