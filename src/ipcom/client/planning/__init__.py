"""What to send next, and when: rules by which no command undoes a press at the wall. Pure: time is an argument."""
